"""The list of chats, and their titles."""

from chatbelle.words.phrase import Phrase

# --- The list of chats: searching, sorting, putting away --------------------------------------------------------------
SEARCH_CHATS = Phrase("Search all chats", "搜索所有对话")
END_SEARCH = Phrase("End the search", "结束搜索")
FOUND_PLACES = Phrase("Found: {count}", "找到 {count} 处")
FOUND_NEWEST = Phrase("The newest {count}", "最新的 {count} 处")
FOUND_MORE = Phrase("Show more", "显示更多")
NO_CHAT_SAYS_THAT = Phrase("Nothing found for “{typed}”", "没有找到「{typed}」")
NO_CHAT_SAYS_THAT_REMEDY = Phrase(
    "Try fewer words, or other ones. Each of them must stand in the same message.",
    "可以换个说法，或少写几个词：每个词都要出现在同一条消息里。",
)
FOUND_IN_TITLE = Phrase("Title", "标题")
PINNED = Phrase("Pinned", "置顶")
OTHER_CHATS = Phrase("Others", "其他对话")
PIN = Phrase("Pin", "置顶")
UNPIN = Phrase("Unpin", "取消置顶")
RENAME = Phrase("Rename", "重命名")
RENAME_CHAT = Phrase("Rename this chat", "重命名对话")
ARCHIVE = Phrase("Archive", "归档")
UNARCHIVE = Phrase("Back to the list", "移回列表")
CHOOSE_SEVERAL = Phrase("Select several", "选择多个")
LIST_OPTIONS = Phrase("Sort, select, archive", "排序、多选、归档")
SORT_CHANGED = Phrase("Last used first", "最近聊过的在前")
SORT_CREATED = Phrase("Newest first", "新建的在前")
SORT_TITLE = Phrase("By title", "按标题")
ARCHIVED_CHATS = Phrase("Archived chats", "已归档的对话")
BACK_TO_LIST = Phrase("Back to the chats", "回到对话列表")
ARCHIVE_EMPTY = Phrase(
    "Nothing is archived. What you archive leaves the list; search still finds it.",
    "还没有归档的对话。归档后，对话不再列出，但仍能搜到。",
)
CHATS_PINNED = Phrase("{count} chats pinned", "已置顶 {count} 个对话")
CHATS_UNPINNED = Phrase("{count} chats unpinned", "已取消置顶 {count} 个对话")
CHAT_ARCHIVED = Phrase("“{title}” archived", "已归档「{title}」")
CHATS_ARCHIVED = Phrase("{count} chats archived", "已归档 {count} 个对话")
CHAT_UNARCHIVED = Phrase("“{title}” is back in the list", "已移回列表：「{title}」")
CHATS_UNARCHIVED = Phrase("{count} chats are back in the list", "已移回 {count} 个对话")
CHATS_REMOVED = Phrase("{count} chats deleted", "已删除 {count} 个对话")
CHOSEN_COUNT = Phrase("{count} selected", "已选 {count} 个")
CHOOSE_ALL = Phrase("Select all", "全选")
END_CHOOSING = Phrase("Stop selecting", "结束选择")
MORE_ABOUT_CHAT = Phrase("More for “{title}”", "更多操作：「{title}」")
NEW_PRIVATE_CHAT = Phrase("New private chat", "新的私密对话")
PRIVATE_CHAT = Phrase("Private chat", "私密对话")
PRIVATE_BANNER = Phrase("In memory only, gone once you leave it", "只在内存里，离开就消失")
PRIVATE_EXPLAINED = Phrase(
    "Messages, drafts and what the model remembers of them are never written to the disk by ChatBelle. They are gone "
    "once you open another chat or close the window. Only your system may move memory to its swap file.",
    "ChatBelle 不会把消息、草稿和模型的缓存写到磁盘上；打开其他对话或关闭窗口，它们就没有了。"
    "只有系统可能把内存换出到交换文件。",
)

# --- Titles that the model suggests -----------------------------------------------------------------------------------
NAME_CHAT = Phrase(
    "Give our conversation a short title, six words at most. Write only the title.",
    "请给我们的对话起个简短的标题，不超过 12 个字。只写标题。",
)
