"""What a build wrote: inspects it, then installs it in one step."""
