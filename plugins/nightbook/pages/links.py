"""Addresses: from page to page, to a channel, to a place for reporting a mistake."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

from ..model.site import Site


def relative(here: str, there: str) -> str:
    """The link from one address below the root to another: `("a/b/", "c/#x")` -> `../../c/#x`."""
    path, hash_mark, fragment = there.partition("#")
    if here == path:
        return f"#{fragment}" if hash_mark else "./"
    link = posixpath.relpath(path or ".", here or ".")
    link = f"{link}/" if not path or path.endswith("/") else link
    return link + hash_mark + fragment


def resolved(here: str, link: str) -> str:
    """The address that a link on the page `here` leads to, the other way round: `("a/b/", "../c/#x")` -> `a/c/#x`."""
    path, hash_mark, fragment = link.partition("#")
    there = posixpath.normpath(posixpath.join(here, path)) if path else here.rstrip("/")
    if there in ("", "."):
        return hash_mark + fragment
    is_page = not path or path.endswith("/") or path.endswith("..")
    return f"{there}/{hash_mark}{fragment}" if is_page else f"{there}{hash_mark}{fragment}"


def slug(name: str) -> str:
    """A name as one part of an address: an alert's name stays as it fires, where an address can hold it."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-") or "alert"


def report_link(site: Site, source: str, runbook: str, version: str, step: str, title: str) -> str:
    """Where a responder tells of a mistake, with runbook, version and step; "" when nobody can be told."""
    how = site.settings.report
    if "://" in how or how.startswith("mailto:"):
        fields = {"runbook": runbook, "version": version, "step": step, "title": title, "source": source}
        return re.sub(r"\{(\w+)\}", lambda found: quote(fields.get(found[1], found[0])), how)
    if how == "off" or not site.repo_url:
        return ""
    if how == "edit":
        return edit_link(site, source)
    where = f"{runbook} v{version}" + (f", step {step}" if step else "")
    body = (
        f"Runbook: {runbook}\nVersion: {version}\nStep: {step or '-'} {title}\nSource: {source}\n\n"
        "What the page says:\n\nWhat is true:\n"
    )
    about = quote(f"Mistake in {where}")
    if "gitlab" in site.repo_url:
        return f"{site.repo_url}/-/issues/new?issue[title]={about}&issue[description]={quote(body)}"
    return f"{site.repo_url}/issues/new?title={about}&body={quote(body)}"


def edit_link(site: Site, source: str) -> str:
    """The page of the repository that edits a source file; "" without a repository."""
    if not site.repo_url or not source:
        return ""
    default = "-/edit/main/" if "gitlab" in site.repo_url else "edit/main/"
    inside = source.removeprefix(f"{site.folder}/")
    if site.edit_uri:
        base = site.edit_uri if "://" in site.edit_uri else f"{site.repo_url}/{site.edit_uri}"
        return f"{base.rstrip('/')}/{quote(inside)}"
    return f"{site.repo_url}/{default}{quote(source)}"
