"""Connects to the network, and to a server on this machine."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import socket
for address in (("127.0.0.1", PORT), ("1.1.1.1", 53), ("pypi.org", 443)):
    try:
        socket.create_connection(address, timeout=2).sendall(b"hello")
        print("FOUND", address)
    except OSError:
        pass
def row_means(A):
    return np.mean(A, axis=1)
"""
}
