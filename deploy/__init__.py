"""From a built site to one that is served: releases, and what takes them to servers."""
