"""The page's verbs, gathered from those who do them."""

from chatbelle.ui.models.actions import ModelActions
from chatbelle.ui.models.page import ModelsVerbs


def models_verbs(actions: ModelActions) -> ModelsVerbs:
    """What the person can do on this tab's page."""
    importing, sources = actions.importing, actions.sources
    return ModelsVerbs(
        open_page=actions.open_page,
        leave=actions.leave,
        take=actions.take,
        pause=actions.pause,
        resume=actions.resume,
        cancel=actions.cancel,
        open_model=actions.open_model,
        start_ready=actions.start_ready,
        forget_ready=actions.forget_ready,
        dismiss=lambda: actions.notice(None),
        look_up=actions.look_up,
        forget_hub=actions.forget_hub,
        ask_remove=actions.ask_remove,
        keep_it=actions.keep_it,
        remove=actions.remove,
        start_import=importing.start_import,
        look_at=importing.look_at,
        convert=importing.convert,
        forget_import_notice=importing.forget_import_notice,
        show_sources=sources.show_sources,
        close_sources=sources.close_sources,
        add_folder=sources.add_folder,
        drop_folder=sources.drop_folder,
        use_endpoint=sources.use_endpoint,
        find_fastest=sources.find_fastest,
        forget_sources_notice=sources.forget_sources_notice,
    )
