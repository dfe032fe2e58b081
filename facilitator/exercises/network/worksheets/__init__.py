"""The network exercise on a worksheet: printed or as a form, and what comes back on one."""
