"""Compare the priorities of Chinese trade unions from their work reports (工会工作报告)."""

__version__ = "0.1.0"
