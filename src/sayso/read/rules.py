"""Lines of news text that are no running text: adverts, rights notices, captions, credits.

Each rule carries an example of its own, and every example is run as a test. A rule matches a whole line; lines longer
than `LONGEST` are running text whatever they begin with. Collected from the lines that come back most often in the
world and incidents reports, and from what the sites of agencies and broadcasters print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.report import SegmentKind

LONGEST = 420


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of a line."""

    kind: SegmentKind
    example: str
    shape: str  # a regular expression for the whole line; "(?i:…)" where case does not matter


_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|la|al|el|van|von|der|den|bin|del|da))*"
_TWO_NAMES = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|la|al|el|van|von|der|den|bin|del|da))+"
_SITES = r"(?:facebook|twitter|instagram|youtube|whatsapp|telegram)"
_BUTTON = (
    r"(?:play|share|print|e-?mail|tweet|facebook|twitter|pinterest|whatsapp|linkedin|reddit|google\+?|pocket"
    r"|copy(?: link)?"
    r"|save|post|embed|close|menu|search|home|loading|like(?: this)?|(?:\d+ )?(?:pending )?comments?"
    r"|(?:hide|show) transcript|in|skip|this link|x)"
)
_AGENCY_PICTURES = r"(?:AP|AFP|Reuters|REUTERS|Getty|EPA|TASS|AP Images|Getty Images|AFP/Getty Images)"

RULES: tuple[Rule, ...] = (
    # Adverts and the page's own buttons.
    Rule("boilerplate", "Advertisement", r"(?i:advertise?ment[\s:.-]*(?:(?:continue reading|story continues).*)?)"),
    Rule("boilerplate", "Story Continued Below", r"(?i:(?:story|article) continue[sd]? (?:below|after).*)"),
    Rule("boilerplate", "Continue reading the main story", r"(?i:continue reading(?: the main story| below)?.{0,40})"),
    Rule("boilerplate", "Newsletter Sign Up", r"(?i:newsletter sign.?up.*|e-?mail newsletters?\b.*)"),
    Rule("boilerplate", "Scroll down for video", r"(?i:scroll down for (?:video|more).*)"),
    Rule(
        "boilerplate", "Read more: The harbour's long winter", r"(?i:\W*(?:see|read|find|watch) more\s*(?:[:.>»].*)?)"
    ),
    Rule(
        "boilerplate",
        "Read more top stories on herald.example:",
        r"(?i:\W*(?:see|read|find|watch|click for) more(?: \w+){0,2} (?:from|stories|on|about)\b.*)",
    ),
    Rule(
        "boilerplate",
        "RELATED: Ferry owner had been warned",
        r"(?i:\W*(?:related(?: (?:content|articles?|stor(?:y|ies)|headlines?|coverage|video|topics?))?"
        r"|trending(?: stories| now)?|recommended|also read|read also|don'?t miss|watch(?: now)?)\s*(?::.*|\.{2,3}"
        r"|…)?)",
    ),
    Rule(
        "boilerplate",
        "More On This...",
        r"(?i:\W*more (?:on this(?: story)?|from [\w.]+)\s*(?::.*|\.{2,3}|…)?|more\W*)",
    ),
    Rule("boilerplate", "PHOTOS", r"(?i:\W*(?:videos?|photos?|gallery|listen)\W*)"),
    Rule(
        "boilerplate",
        "( PHOTOS: The harbour after the storm)",
        r"\( ?(?:PHOTOS?|VIDEOS?|ALSO|MORE|RELATED|READ|WATCH|POLL|QUIZ|Also|See also|Related)\b[^()]*:[^()]*\)",
    ),
    Rule(
        "boilerplate",
        "Media playback is unsupported on your device",
        r"(?i:media playback is (?:unsupported|not supported) on (?:your|this) device)",
    ),
    Rule(
        "boilerplate",
        "Please enable Javascript to watch this video",
        r"(?i:(?:please )?enable javascript.*|javascript is (?:disabled|required).*"
        r"|.*browser does(?: not|n't) support.*)",
    ),
    Rule(
        "boilerplate",
        "You need the latest version of the Adobe Flash Player to view the video. Download Now .",
        r"(?i:you need .{0,60}flash player.*|.{0,60}flash player is required.*)",
    ),
    Rule(
        "boilerplate",
        "JUST WATCHED Ferry lifted from the sea Replay More Videos ... MUST WATCH",
        r"(?i:just watched\b.*|must watch\b.*|replay more videos.*|more videos.*)",
    ),
    Rule(
        "boilerplate",
        "Slideshow (9 Images)",
        r"(?i:slideshow(?: \(\d+ images?\))?|\d+ (?:of|/) \d+|\d+ photos?"
        r"|view (?:all|gallery|photos?|comments?).{0,30})",
    ),
    Rule(
        "boilerplate",
        "LISTEN TO ARTICLE 5:33 SHARE THIS ARTICLE",
        r"(?i:listen to (?:this )?article\b.*|share this(?: article| story| page)?\b.{0,120})",
    ),
    Rule("boilerplate", "Share Tweet Post Email", rf"(?i:{_BUTTON}(?:[\s:|,•·.]+{_BUTTON})*[\s:|.…]*)"),
    Rule("boilerplate", "Read or Share this story: http://herald.example/1", r"(?i:read or share this story\s*:.*)"),
    Rule(
        "boilerplate",
        "Sign up for Daily Newsletters Manage Newsletters",
        r"(?i:(?:sign|log) (?:up|in)(?: (?:for|to|today|now|here|using|with)\b.*)?|manage newsletters.*)",
    ),
    Rule(
        "boilerplate",
        "Subscribe to The Marrow Herald",
        r"(?i:subscribe(?: (?:to|now|today|here|for)\b.*)?|(?:already )?have an account\?.*)",
    ),
    Rule(
        "boilerplate",
        "CLICK HERE TO GET THE HARBOUR NEWS APP",
        r"(?i:click here (?:to|for)\b.*|\W*download (?:the|our) .{0,60}\bapps?\b.*|\W*free apps\b.*)",
    ),
    Rule(
        "boilerplate",
        "Follow us on Twitter @MarrowHerald",
        rf"(?i:(?:follow|like|join|find) (?:us|me|@?[\w.]+)\s*(?:and \w+ \w+ )?(?:online )?(?:on|at) \S*{_SITES}.*|"
        rf"follow [\w.]+: {_SITES}.*|follow us online\b.*|(?:join the conversation|stay up to date)\b.*|on {_SITES}:?)",
    ),
    Rule(
        "boilerplate",
        "Get breaking news alerts in your inbox",
        r"(?i:get (?:the latest|breaking news|e-?mail alerts?|our|news)\b.{0,120}"
        r"(?:inbox|e-?mail|alerts?|newsletter|app|phone).*)",
    ),
    Rule(
        "boilerplate",
        "Daily news delivered to your inbox",
        r"(?i:get alerted\b.*|.{0,90}delivered to your inbox.*|don'?t miss a thing.*"
        r"|keep checking .* for .*updates\W*)",
    ),
    Rule(
        "boilerplate",
        "Stay with Herald 9 for the latest.",
        r"(?i:stay (?:with|on|tuned to) .{2,40} for (?:more|the|updates|dev).*)",
    ),
    Rule("boilerplate", "Check back for updates.", r"(?i:(?:please )?check back (?:for|with)\b.*)"),
    Rule(
        "boilerplate",
        "This is a developing story. Check back for updates.",
        r"(?i:this (?:is a (?:developing|breaking) (?:news )?story|story will be updated)\b.{0,120})",
    ),
    Rule(
        "boilerplate",
        "Copyright 2031 The Marrow Herald. All rights reserved.",
        r"(?i:\W{0,3}(?:tm and )?(?:copyright\b\W{0,3}(?:©|\(c\)|\d{4}|by\b|\w+ \w+ /)|©|\(c\) ?\d{4}).*)",
    ),
    Rule(
        "boilerplate",
        "The Marrow Herald, all rights reserved. It may not be reproduced.",
        r"(?i:.{0,160}\ball rights reserved\b.{0,200}|.{0,160}\bmay not be (?:published|reproduced)[, ].*)",
    ),
    Rule(
        "boilerplate",
        "Click here for reuse options!",
        r"(?i:.{0,40}\bfor (?:reprint|reuse) (?:permission|options).{0,20})",
    ),
    Rule(
        "boilerplate",
        "By submitting your registration information, you agree to our terms.",
        r"(?i:by submitting your .*|you must enter the .*|thank you for (?:registering|signing up).*)",
    ),
    Rule(
        "boilerplate",
        "Reach Ilse Maran at 555-0100.",
        r"(?i:(?:reach|contact|e-?mail|call|write to) .{2,60}\b(?:at|on)\b:? (?:\S*@|\(?\d{3}).{0,80})",
    ),
    Rule("boilerplate", "newsdesk@herald.example", r"\S+@\S+\.\w{2,}\W*"),
    Rule("boilerplate", "http://herald.example/story", r"https?://\S+"),
    Rule(
        "boilerplate",
        "Our original post continues:",
        r"(?i:\[pullquote\]|our original (?:post|story) continues\W*"
        r"|original(?: (?:story|report|post))?:|first report)",
    ),
    Rule("boilerplate", "ANALYSIS/OPINION:", r"(?:ANALYSIS/OPINION|OPINION|ANALYSIS|COMMENTARY|EDITORIAL)\s*:?"),
    Rule("boilerplate", "Buy Photo", r"(?i:buy photo|enlarge|text size|watch this story|google plus|caption|close x?)"),
    Rule("boilerplate", "Follow @marrowherald", r"(?i:follow (?:@\w+|\w+:))"),
    Rule("boilerplate", "(555) 555-0100", r"\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"),
    Rule(
        "boilerplate",
        "We have sent a confirmation email to you.",
        r"(?i:we have sent a confirmation .*|welcome back\W+please sign in.*|why are we asking this\W*"
        r"|we look forward to seeing .*)",
    ),
    Rule(
        "boilerplate",
        "Report an Error or Submit a Tip",
        r"(?i:report an error\b.{0,60}|report a (?:typo|correction)\b.{0,40})",
    ),
    Rule("boilerplate", "This article is more than 9 years old", r"(?i:this article is more than \d+ years? old)"),
    Rule(
        "boilerplate",
        "Please upgrade your browser to view this content.",
        r"(?i:(?:please )?(?:upgrade|update) your browser\b.*|having trouble viewing .*|on a mobile device\?.*)",
    ),
    Rule("boilerplate", "Terms of use", r"(?i:(?:terms of (?:use|service)|privacy policy)\b.{0,60})"),
    Rule("boilerplate", "FOR IMMEDIATE RELEASE", r"(?:FOR IMMEDIATE RELEASE|(?:PRESS|NEWS|MEDIA) RELEASE)\W*"),
    Rule("boilerplate", "-30-", r"\W*[-–—]\W*(?:0|30)\W*[-–—]\W*|\W*(?:ENDS|Ends)\W*"),
    Rule("boilerplate", "___", r"[\W_]+"),
    # Pictures and films.
    Rule(
        "caption",
        "Enlarge this image toggle caption Ana Reyes/Harbour Pictures",
        r"(?i:enlarge (?:this )?image\b.*|(?:hide|show|toggle) caption\b.*)",
    ),
    Rule(
        "caption",
        "Image caption The ferry was lifted on Tuesday",
        r"(?i:(?:image|media|video) (?:caption|copyright|source|credit)\b.*|image:.*)",
    ),
    Rule(
        "caption",
        "Photo: Harbour office",
        r"(?i:\W*(?:photo(?:graph)?s?|picture|pic|image|video)(?: (?:credit|courtesy|from|provided))?\s*(?::| by ).*)",
    ),
    Rule(
        "caption",
        "FILE - In this March 2, 2031 photo, the ferry leaves the harbour.",
        r"(?:FILE|File)(?: (?i:photo|image|picture))?\s*[-–—:].*|(?:FILE|File) (?i:photo)\b.*",
    ),
    Rule(
        "caption",
        "In this March 2, 2031 file photo, the ferry leaves the harbour.",
        r"(?i:in this .{0,80}(?:file )?(?:photo|image)\b.*)",
    ),
    Rule(
        "caption",
        "Rescuers at the pier on Monday. (Photo: Ana Reyes, Harbour Pictures)",
        r".*\((?i:(?:ap |reuters |afp |file |courtesy )?(?:photos?|photograph|pictures?|image|video|screenshot)"
        r"(?: by|\s*:|/| courtesy| credit| provided)[^()]*)\)\W*",
    ),
    Rule(
        "caption",
        "Rescuers at the pier on Monday. (AP Photo/Ana Reyes)",
        r".*\((?:AP|AFP|Reuters|REUTERS|Getty)(?: Photo| Images)?/[^()]*\).*",
    ),
    Rule(
        "caption",
        "Rescuers at the pier on Monday. (Ana Reyes/AP)",
        rf".*\((?:[^()]{{2,50}}/{_AGENCY_PICTURES}|[^()]{{0,50}}\bvia (?:AP|Getty Images|Reuters))\)\W*",
    ),
    Rule(
        "caption",
        "Rescuers at the pier REUTERS/Ana Reyes",
        r".*(?:\bREUTERS/[A-Z][\w.'’ -]{2,40}|/(?:AFP/)?Getty Images(?: via [\w ]+)?"
        r"|/AP(?: Images)?|/(?:Reuters|AFP|EPA|TASS))\W*",
    ),
    Rule(
        "caption",
        "Maran is to speak on Tuesday. | REUTERS",
        r".{5,300}\|\s*(?:REUTERS|AP|AFP|Getty(?: Images)?|AP Photo|Reuters)\b(?: Photo| Images)?.{0,80}",
    ),
    Rule(
        "caption",
        "CLOSE The ferry was lifted from the sea on Tuesday. Harbour Pictures",
        r"CLOSE (?:Skip in Skip x Embed x Share )?[A-Z].*",
    ),
    Rule("caption", "Video (02:53) : Nine people were killed.", r"(?i:video) \(\d\d?:\d\d\)\s*:.*"),
    Rule("boilerplate", "1:47 ‘I miss him,’ says wife of the captain", r"\d{1,2}:\d\d [A-Z'‘“\"].{10,120}[^.!?]"),
    # Who wrote it.
    Rule(
        "byline",
        "By Ilse Maran and Tom Reyes, The Marrow Herald",
        rf"(?:By|BY|by)\s+(?:(?:the|The|THE) )?{_TWO_NAMES}"
        rf"(?:(?:, and | and |, | & ){_NAME})*(?:,? (?:of|for|in|at) {_NAME})?"
        r"[\s.:;,|]*(?:[|•–—-]\s*.{0,60}|(?:CREATED|Posted|Published|Updated)\b.{0,60})?",
    ),
    Rule(
        "byline",
        "Reported by: Ilse Maran Email: maran@herald.example",
        r"(?i:(?:reported|written|posted|story|compiled|edited|produced) by:?\s.{2,120})",
    ),
    Rule(
        "byline",
        "The Associated Press contributed to this report.",
        r"[\W_]{0,3}(?i:.{0,240}\bcontributed (?:reporting )?to this (?:report|story|article|post|piece)\b.{0,120})",
    ),
    Rule(
        "byline",
        "Information for this report was contributed by Ilse Maran.",
        r"(?i:information (?:for|in) this (?:report|story|article) was contributed by .*)",
    ),
    Rule("byline", "Ilse Maran in Port Ash and Tom Reyes contributed.", r"[A-Z].{0,200}[\w,] contributed\."),
    Rule("byline", "Contributing: The Associated Press", r"[\W_]{0,3}(?i:contribut(?:ing|ors?)\s*:.{0,160})"),
    Rule(
        "byline",
        "— With assistance by Tom Reyes",
        r"[\W_]{0,3}[Ww]ith (?:news wire services|News Wire Services|[\w ]{0,30}wires?\W*|"
        r"(?:additional )?(?:reporting|assistance|files) (?:by|from) .{0,160})",
    ),
    Rule(
        "byline",
        "Herald staff and wires",
        r"(?i:.{0,40}\bstaff and wires?(?: (?:reports?|services))?\W*|from (?:staff and )?wire (?:services|reports)\W*|"
        r"wire (?:services|reports)\W*)",
    ),
    Rule(
        "byline",
        "(Reporting by Ilse Maran in Marrow; Editing by Tom Reyes)",
        r"[\W_]{0,3}(?:(?:Additional )?[Rr]eporting by|[Ee]diting by|[Ww]riting by|[Cc]ompiled by) .{2,240}",
    ),
    Rule(
        "byline",
        "Maran reported from Marrow; Reyes reported from Port Ash.",
        rf"{_NAME} reported from {_NAME}(?:[;,]? (?:and )?{_NAME} (?:reported )?from {_NAME})*[\s.;,]*",
    ),
    Rule("byline", "Special for THE MARROW HERALD", r"(?i:special (?:for|to) (?:the )?\w[\w .]{1,40})"),
    Rule("byline", "(Source: Harbour Media Wire)", r"[\W_]{0,3}(?i:source:\s.{2,200})"),
    # When it was filed.
    Rule(
        "dateline",
        "Updated at 3:35 p.m. ET",
        r"(?i:\W{0,2}(?:this (?:post|story) was )?(?:last |first )?(?:updated|published|posted|created|modified)"
        r"(?: (?:at|on)\b|\s*:|\s+\d|\s+[a-z]{3,9}\.? \d)[^\]]{0,60}\]?)",
    ),
    Rule(
        "dateline", "UPDATE @ 3:35 p.m.", r"(?:UPDATED?|Update)\W*(?:\(?[\d/:@ ]+(?: at )?[\d: ]*(?:[ap]\.?m\.?)?\W*)?"
    ),
    Rule("dateline", "3:35 p.m. ET", r"(?i:\d{1,2}(?::\d\d)? [ap]\.?m\.?(?: [ecmp][sd]?t)?:?)"),
    Rule("dateline", "9 hours ago", r"(?i:\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago)"),
)

# Tried in this order: a line that is a rights notice is not a caption because an agency is named in it.
_ORDER: tuple[SegmentKind, ...] = ("boilerplate", "byline", "dateline", "caption")


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[SegmentKind, re.Pattern[str]], ...]:
    """One pattern a kind, compiled at the first line that is looked at."""
    return tuple((kind, re.compile("|".join(rule.shape for rule in RULES if rule.kind == kind))) for kind in _ORDER)


def line_kind(line: str) -> SegmentKind | None:
    """What a line is when it is not running text, else None."""
    if len(line) > LONGEST:
        return None
    return next((kind for kind, shape in _shapes() if shape.fullmatch(line)), None)
