"""The features of the desk beside its search: built here, one line each, and kept by the desktop."""

from dataclasses import dataclass
from functools import partial

from enablement.calendar.meeting import Meeting
from enablement.ui.briefs.briefs import Briefs
from enablement.ui.card.attachments import Attachments
from enablement.ui.card.copying import Copying
from enablement.ui.card.counting import Counting
from enablement.ui.card.presenting import Presenting
from enablement.ui.card.reading import Reading
from enablement.ui.finding.doubting import Doubting
from enablement.ui.frame.appearance import Appearance
from enablement.ui.frame.palette import Palette
from enablement.ui.frame.tray import Tray
from enablement.ui.log.log_taking import LogTaking
from enablement.ui.log.my_log import MyLog
from enablement.ui.parts import Parts
from enablement.ui.sync.sync_details import SyncTelling
from enablement.ui.threads.answer_news import AnswerNews
from enablement.ui.threads.asking import Asking
from enablement.ui.today.today import Today


@dataclass(frozen=True)
class Features:
    """Every feature by its name."""

    appearance: Appearance
    today: Today
    briefs: Briefs
    palette: Palette
    sync: SyncTelling
    tray: Tray
    logs: LogTaking
    my_log: MyLog
    answer_news: AnswerNews
    asking: Asking
    reading: Reading
    counting: Counting
    copying: Copying
    attachments: Attachments
    presenting: Presenting
    doubting: Doubting


def build_features(parts: Parts) -> Features:
    """Build them all for one window."""
    asking = Asking(parts)
    reading, today = Reading(parts), Today(parts)
    for part in (reading, today):
        part.thread_opened.connect(asking.open_thread)
    asking.seen.connect(today.refresh)
    reading.changes_seen.connect(today.refresh)
    briefs = Briefs(parts)
    today.brief_wanted.connect(partial(_make_brief, briefs))
    return Features(
        appearance=Appearance(parts),
        today=today,
        briefs=briefs,
        palette=Palette(parts),
        sync=SyncTelling(parts),
        tray=Tray(parts),
        logs=LogTaking(parts),
        my_log=MyLog(parts, asking),
        answer_news=AnswerNews(parts, asking),
        asking=asking,
        reading=reading,
        counting=Counting(parts),
        copying=Copying(parts),
        attachments=Attachments(parts),
        presenting=Presenting(parts, briefs),
        doubting=Doubting(parts),
    )


def _make_brief(briefs: Briefs, meeting: Meeting, card_ids: tuple[str, ...]) -> None:
    briefs.make_for(meeting.title, meeting.starts_at, meeting.uid, meeting.account, card_ids)
