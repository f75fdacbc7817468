"""The HTTP server."""

import socket

import uvicorn


class Server(uvicorn.Server):
    """Uvicorn waits for open responses before it stops: those that never end are ended first."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams of the app, then stop as ever."""
        self.config.app.state.web.stop()  # type: ignore[union-attr]
        await super().shutdown(sockets)
