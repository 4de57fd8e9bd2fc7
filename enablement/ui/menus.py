"""The one menu of the window: every action has its place here, with its keys beside it."""

from PySide6.QtWidgets import QMenu

from enablement.translation import _
from enablement.ui.actions import Actions


def fill_menu(menu: QMenu, actions: Actions) -> None:
    """Put every action into the menu, in submenus by what it is about."""
    desk = menu.addMenu(_("&Desk"))
    desk.addActions([actions.today, actions.briefs, actions.my_log])
    desk.addSeparator()
    desk.addActions([actions.find, actions.recent, actions.filter, actions.unfilter])
    desk.addActions([actions.exactly, actions.request])
    desk.addSeparator()
    desk.addActions([actions.calendar, actions.sync, actions.sync_details])
    card = menu.addMenu(_("&Card"))
    card.addActions([actions.read, actions.previous, actions.next])
    card.addActions([actions.previous_block, actions.next_block])
    card.addSeparator()
    card.addActions([actions.other_language, actions.difference, actions.attachments])
    card.addActions([actions.copy, actions.copy_plain, actions.present])
    log = menu.addMenu(_("&Log"))
    log.addActions([*actions.outcomes.values(), actions.note, actions.undo])
    log.addSeparator()
    log.addActions([actions.question, actions.contradiction, actions.missing])
    log.addSeparator()
    log.addAction(actions.who_sees)
    brief = menu.addMenu(_("&Brief"))
    brief.addActions([actions.new_brief, actions.to_brief])
    brief.addSeparator()
    brief.addActions([actions.print, actions.pdf, actions.share, actions.after_meeting])
    view = menu.addMenu(_("&View"))
    view.addActions([actions.larger, actions.smaller, actions.normal])
    view.addSeparator()
    look = view.addMenu(_("&Colours"))
    look.addActions(list(actions.looks.values()))
    language = view.addMenu(_("&Language"))
    language.addActions(list(actions.languages.values()))
    view.addActions([actions.calm, actions.tray, actions.related, actions.readings])
    menu.addSeparator()
    menu.addActions([actions.palette, actions.keys, actions.report, actions.quit])
