"""The changes of the book as an Atom feed (RFC 4287)."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..model.site import Site
from .changelog import FEED, Told, changes
from .links import relative
from .whole import Whole

NEWEST = 50
_ATOM = "http://www.w3.org/2005/Atom"


def feed(whole: Whole) -> bytes:
    """The newest changes. Without a site's address, links are relative to it and ids made from names."""
    site, told = whole.site, changes(whole.book)[:NEWEST]
    root = Element("feed", {"xmlns": _ATOM})
    _text(root, "title", f"{site.name}: changes")
    _text(root, "id", _link(site, FEED) if site.url else _urn(site, FEED))
    _text(root, "updated", _moment(told[0].date.isoformat() if told else whole.policy.today.isoformat()))
    _text(SubElement(root, "author"), "name", site.name)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": _link(site, FEED)})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _link(site, "changelog/")})
    for change in told:
        _entry(root, change, site)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: Element, told: Told, site: Site) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "title", " ".join(filter(None, (told.title, told.version, told.mark and f"({told.mark})"))))
    _text(entry, "id", _id(site, told))
    _text(entry, "updated", _moment(told.date.isoformat()))
    _text(SubElement(entry, "author"), "name", told.by)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _link(site, told.url)})
    _text(entry, "summary", " ".join(filter(None, (told.change, told.why and f"Why: {told.why}"))))


def _id(site: Site, told: Told) -> str:
    """The same for ever, wherever the runbook's folder moves: RFC 4151, by the day of the change."""
    name = f"{told.id}/{told.version}"
    host = urlsplit(site.url).hostname
    return f"tag:{host},{told.date.isoformat()}:{name}" if host else _urn(site, name)


def _urn(site: Site, name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"nightbook:{site.name}:{name}").urn


def _link(site: Site, url: str) -> str:
    return f"{site.url.rstrip('/')}/{url}" if site.url else relative(FEED.rpartition("/")[0] + "/", url)


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
