"""The headers of the server's answers; deploy/nginx/ and deploy/caddy/ only send them."""

# On every answer, whatever its status; policy, caching and HSTS come beside them.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BRIEFLY = "public, max-age=60, stale-if-error=86400"  # a correction is seen a minute later; what is unchanged answers 304
FOR_EVER = "public, max-age=31536000, immutable"  # only for names that hold a digest: they never get other bytes
NEVER = "no-store"  # an error
