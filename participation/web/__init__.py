"""What HTTP needs everywhere: access, csrf, fragments, refusals, headers, throttles, languages, assets."""

from __future__ import annotations

from flask import Flask, Response
from flask_compress import Compress
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from participation.web import access, assets, csrf, fragments, headers, kept, languages, refusals, throttle, words


class _Compress(Compress):
    """Compresses refusals too: who is refused gets the whole page back, with what was typed."""

    def after_request(self, response: Response | None) -> Response:
        """Compress; the package itself passes by whatever is not a success."""
        if response is None or response.status_code != 422:
            return super().after_request(response)
        response.status_code = 200
        answer = super().after_request(response)
        answer.status_code = 422
        return answer


def init_app(app: Flask) -> None:
    """Put the parts of this room around every request of `app`."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=4, COMPRESS_MIN_SIZE=400)
    _Compress(app)
    Htmx(app)
    headers.init_app(app)
    languages.init_app(app)
    throttle.init_app(app)
    access.init_app(app)
    csrf.init_app(app)
    fragments.init_app(app)
    refusals.init_app(app)
    refusals.register(words.REFUSALS)
    assets.init_app(app)
    kept.init_app(app)
