"""An object store of this machine: moto's, served over HTTP, whose requests can be watched and refused."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

import boto3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

NAME = "bucket"
KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1"}


class SmallBucket:
    """A bucket, and the method and key of each request that was answered."""

    def __init__(self) -> None:
        """Serve it at a free port."""
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.refuse: Callable[[str, str], bool] = lambda *_: False
        self.requests: list[tuple[str, str]] = []
        self.environment = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._server.server_port}", **KEYS}
        self._client = boto3.client(
            "s3",
            endpoint_url=self.environment["AWS_ENDPOINT_URL"],
            aws_access_key_id="x",
            aws_secret_access_key="y",
            region_name="us-east-1",
        )
        self._client.create_bucket(Bucket=NAME)
        self.requests.clear()

    def files(self, prefix: str = "") -> dict[str, bytes]:
        """Return every object below a prefix by the rest of its key."""
        listed = self._client.list_objects_v2(Bucket=NAME, Prefix=prefix).get("Contents", [])
        keys = [one["Key"] for one in listed]
        return {key.removeprefix(prefix): self._client.get_object(Bucket=NAME, Key=key)["Body"].read() for key in keys}

    def type_of(self, key: str) -> str:
        """Return the content type of an object."""
        return str(self._client.head_object(Bucket=NAME, Key=key)["ContentType"])

    def put(self, key: str, data: bytes) -> None:
        """Put an object there by hand."""
        self._client.put_object(Bucket=NAME, Key=key, Body=data)

    def remove(self, key: str) -> None:
        """Remove an object by hand."""
        self._client.delete_object(Bucket=NAME, Key=key)

    def close(self) -> None:
        """Stop serving."""
        self._client.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method, key = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(f"/{NAME}/")
        if self.refuse(method, key):
            start_response("403 Forbidden", [("Content-Type", "application/xml")])
            return [b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"]
        self.requests.append((method, key))
        return self._app(environ, start_response)  # type: ignore[no-any-return]
