"""ALARM in both of the ways that docs/kiem-tra-trang-dang.md names: by a real mail server, and to a real address."""

import email
import email.policy
import subprocess
import sys
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from plugins.project import DOCS, ROOT
from tests.deploy.servers.machine import free_ports
from tests.deploy.verify.certificates import make_certificate
from tests.deploy.verify.conftest import SITE
from tests.deploy.verify.tampering import ARTICLE, BETS, at, instead

MAIL = f"{sys.executable} -m deploy.verify.send_mail"
SENDER, READER = "canh@vi-du.example", "quan-tri@vi-du.example"


class Inbox:
    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    @staticmethod
    def authenticate(server, session, envelope, mechanism, auth_data):
        return AuthResult(success=auth_data.password == b"dung", handled=False)


@pytest.fixture
def mail_server(monkeypatch):
    """Starts one; `environment` is then what the alarm's command sees."""
    inbox, (port,) = Inbox(), free_ports(1)
    started = []

    def start(**options):
        started.append(Controller(inbox, hostname="127.0.0.1", port=port, **options))
        started[0].start()
        for name, value in {"MAIL_SERVER": f"localhost:{port}", "MAIL_FROM": SENDER, "MAIL_TO": READER}.items():
            monkeypatch.setenv(name, value)
        return inbox

    yield start
    for server in started:
        server.stop()


def test_somebody_gets_the_report_by_mail_in_vietnamese(mail_server, show, command):
    inbox, shown = mail_server(), show(at(ARTICLE, instead(BETS)))
    for _ in range(3):
        command(shown, "--alarm", MAIL)
    (message,) = inbox.messages
    assert (message["Subject"], message["From"], message["To"]) == (f"CẦN XEM: {SITE}: 1 lỗi.", SENDER, READER)
    assert ARTICLE in message.get_content()
    assert "nội dung khác bản đã ký" in message.get_content()


@pytest.mark.parametrize(("password", "count", "says"), [("dung", 1, ""), ("sai", 0, "máy thư không nhận tài khoản này")])
def test_an_account_is_used_over_tls(mail_server, tmp_path, monkeypatch, password, count, says):
    certificate = make_certificate(tmp_path / "localhost", "localhost", 90)
    tls = SSLContext(PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    inbox = mail_server(tls_context=tls, require_starttls=True, authenticator=Inbox.authenticate)
    monkeypatch.setenv("MAIL_PASSWORD", password)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    result = send()
    assert (result.returncode, len(inbox.messages)) == (1 - count, count)
    assert says in result.stderr


def send():
    command = [sys.executable, "-m", "deploy.verify.send_mail"]
    return subprocess.run(command, cwd=ROOT, input="Lỗi\n\nXem trang.\n", capture_output=True, text=True, check=False)


def test_a_server_without_tls_gets_no_password(mail_server, monkeypatch):
    inbox = mail_server()
    monkeypatch.setenv("MAIL_PASSWORD", "dung")
    result = send()
    assert (result.returncode, inbox.messages) == (1, [])
    assert "không gửi mật khẩu" in result.stderr


@pytest.mark.parametrize(
    ("server", "says"),
    [("", "thiếu MAIL_SERVER, MAIL_FROM, MAIL_TO"), ("may:x", "Viết may-thu"), ("127.0.0.1:1", "không gửi được")],
)
def test_what_is_missing_is_named(monkeypatch, server, says):
    for name, value in {"MAIL_SERVER": server, "MAIL_FROM": server and SENDER, "MAIL_TO": server and READER}.items():
        monkeypatch.setenv(name, value)
    result = send()
    assert (result.returncode, says in result.stderr) == (1, True)
    assert "Traceback" not in result.stderr


def test_the_webhook_of_the_manual_gets_the_report(show, command, httpserver):
    httpserver.expect_request("/bao-dong", method="POST").respond_with_data("")
    (written,) = {line for line in (DOCS / "kiem-tra-trang-dang.md").read_text().splitlines() if line.startswith("- webhook: ")}
    alarm = written.split("`")[1].replace("https://dia-chi-nhan", httpserver.url_for("/bao-dong"))
    shown = show(at(ARTICLE, instead(BETS)))
    for _ in range(3):
        command(shown, "--alarm", alarm)
    (request,) = [request for request, _ in httpserver.log]
    assert f"CẦN XEM: {SITE}: 1 lỗi." in request.get_data(as_text=True)
