"""Export and import."""

from chatbelle.words.phrase import Phrase

# --- Export and import ------------------------------------------------------------------------------------------------
FILE_EXISTS = Phrase("{path} is there already.", "{path} 已经存在。")
CHOOSE_ANOTHER_NAME = Phrase("Nothing was written. Choose another name.", "没有写入任何内容，请换一个名字。")
CHECK_THE_FOLDER = Phrase("Check the folder and the space on the disk.", "请检查文件夹和磁盘空间。")
UNKNOWN_HISTORY = Phrase("{name} holds no chats that ChatBelle can read.", "{name} 中没有 ChatBelle 能读的对话。")
KNOWN_HISTORIES = Phrase(
    "It reads its own JSON, ChatGPT's export (the zip or conversations.json), LM Studio's conversations, "
    "Jan's threads, Ollama's db.sqlite and GPT4All's .chat files.",
    "可以导入：ChatBelle 自己的 JSON、ChatGPT 的导出（zip 或 conversations.json）、LM Studio 的 conversations、"
    "Jan 的 threads、Ollama 的 db.sqlite、GPT4All 的 .chat 文件。",
)
HISTORY_DAMAGED = Phrase("{name} is damaged: {detail}.", "{name} 已损坏或格式有误：{detail}。")
NOTHING_IMPORTED = Phrase("Nothing was imported. Export or copy it again.", "没有导入任何内容。请重新导出或复制。")
HISTORY_TOO_LARGE = Phrase(
    "{name} is too large: a file may have {all_mib} MiB, a chat in it {chat_mib} MiB.",
    "{name} 太大：文件最多 {all_mib} MiB，其中一个对话最多 {chat_mib} MiB。",
)
SPLIT_THE_FILE = Phrase("Nothing was imported. Export fewer chats at a time.", "没有导入任何内容。请分几次导出。")
HISTORY_NEWER = Phrase(
    "{name} was exported by a newer ChatBelle (version {found} of the format, this one knows {known}).",
    "{name} 由更新版本的 ChatBelle 导出（格式版本 {found}，当前支持到 {known}）。",
)
UPDATE_TO_IMPORT = Phrase("Nothing was imported. Update ChatBelle first.", "没有导入任何内容。请先更新 ChatBelle。")
CHAT_OF_NEWER_GPT4ALL = Phrase(
    "{name} was written by a newer GPT4All (version {found} of its format, known is {known}).",
    "{name} 由更新版本的 GPT4All 写成（格式版本 {found}，当前支持到 {known}）。",
)
EXPORTED_FROM = Phrase("Exported from ChatBelle", "由 ChatBelle 导出")

# --- Export and import in the app -------------------------------------------------------------------------------------
CHATS_IN_FILES = Phrase("Your chats as files", "对话的导出与导入")
EXPORT_ALL = Phrase("Export all chats", "导出全部对话")
EXPORT_ALL_TEXT = Phrase("To read elsewhere, or to keep a copy.", "在别处阅读，或留一份备份。")
EXPORT_ACTION = Phrase("Export…", "导出…")
EXPORT_ONE_CHAT = Phrase("Export this chat", "导出这个对话")
EXPORT_TITLE_ONE = Phrase("Export 1 chat", "导出 1 个对话")
EXPORT_TITLE_MANY = Phrase("Export {count} chats", "导出 {count} 个对话")
IMPORT_CHATS = Phrase("Import chats", "导入对话")
IMPORT_CHATS_TEXT = Phrase(
    "From ChatGPT, LM Studio, Jan, Ollama, GPT4All, or another ChatBelle.",
    "来自 ChatGPT、LM Studio、Jan、Ollama、GPT4All，或另一台电脑上的 ChatBelle。",
)
IMPORT_ACTION = Phrase("Import…", "导入…")
FORMAT_MARKDOWN = Phrase("Markdown", "Markdown")
FORMAT_HTML = Phrase("Web page", "网页")
FORMAT_MARKDOWN_TEXT = Phrase(
    "Plain text for any editor: what the chat shows. A file for each chat.",
    "纯文本，任何编辑器都能打开，内容就是对话里看到的。每个对话一个文件。",
)
FORMAT_JSON_TEXT = Phrase(
    "All in one file that loses nothing, for a backup or another ChatBelle: branches and settings come along.",
    "全部写进一个文件，什么都不丢，适合备份或换电脑：各个分支和设置都在里面。",
)
FORMAT_HTML_TEXT = Phrase(
    "A page to read in a browser or to print; it fetches nothing. A file for each chat.",
    "用浏览器阅读或打印，不会联网取任何内容。每个对话一个文件。",
)
EXPORT_IN_CLEAR = Phrase(
    "Your chats are locked, the exported files are not: whoever has them can read them.",
    "你的对话有口令保护，导出的文件没有：谁拿到都能看。",
)
CHOOSE_PLACE = Phrase("Choose where", "选择位置")
DOWNLOAD_EXPORT = Phrase("Download them", "下载文件")
WRITING_CHATS = Phrase("Writing the chats", "正在写出对话")
ONE_CHAT = Phrase("1 chat", "1 个对话")
MANY_CHATS = Phrase("{count} chats", "{count} 个对话")
WRITTEN_TO = Phrase("{count} written to {path}", "已写入 {path}（{count}）")
HANDED_TO_BROWSER = Phrase(
    "{count} handed to your browser as {name}. It lies among your downloads.",
    "已交给浏览器下载：{name}（{count}）。",
)
FOUND_ON_THIS_MACHINE = Phrase("On this machine", "本机上的其他程序")
LOOKING_FOR_HISTORIES = Phrase("Looking for other programs' chats", "正在查找其他程序的对话")
NO_OTHER_HISTORIES = Phrase(
    "No chats of LM Studio, Jan, Ollama or GPT4All were found in their usual places.",
    "在常用位置没有找到 LM Studio、Jan、Ollama 或 GPT4All 的对话。",
)
A_FILE_OF_YOUR_OWN = Phrase("A file", "自己选一个文件")
IMPORTABLE_FILES = Phrase(
    "ChatBelle's JSON, ChatGPT's export (the zip as it came, or conversations.json), GPT4All's .chat, or a folder of "
    "any of these programs. The file stays as it is.",
    "可以是 ChatBelle 的 JSON、ChatGPT 的导出（原样的 zip 或 conversations.json）、GPT4All 的 .chat，"
    "也可以是这些程序的文件夹。原文件不会改动。",
)
PATH_OF_HISTORY = Phrase("Path of a file or folder", "文件或文件夹的位置")
LOOK_INSIDE = Phrase("Look inside", "看看里面")
READING_CHATS = Phrase("Reading: {count} chats so far", "正在读取：已读到 {count} 个对话")
SEEN_CHATS = Phrase("{count} in {name}", "{name} 里有 {count}")
SEEN_NOTHING = Phrase("No chat can be read in {name}.", "{name} 里没有能读的对话。")
ALREADY_HERE_STAY = Phrase(
    "Chats that are here already stay as they are; nothing is overwritten.",
    "已经有的对话保持原样，不会覆盖任何内容。",
)
LEFT_OUT = Phrase("{count} cannot be read and will be left out:", "无法读取、不会导入的：{count}")
WERE_LEFT_OUT = Phrase("{count} could not be read and was left out:", "无法读取、没有导入的：{count}")
LEFT_OUT_LINE = Phrase("{name}: {why}", "{name}：{why}")
AND_MORE = Phrase("and {count} more", "另有 {count} 个")
IMPORT_SO_MANY = Phrase("Import {count}", "导入 {count}")
TAKING_IN = Phrase("Importing: {done} of {count}", "正在导入：{done} / {count}")
TAKEN_IN = Phrase("{count} came in.", "已导入 {count}。")
TAKEN_IN_NONE = Phrase("Nothing new came in.", "没有新的对话。")
WERE_KNOWN = Phrase("{count} had been here already.", "原来就有、保持不变的：{count}。")
IMPORT_STOPPED = Phrase(
    "You stopped it. What came in stays; import again for the rest.",
    "你停止了导入。已经导入的会保留，其余的可以再导入一次。",
)
ANOTHER_FILE = Phrase("Another file", "换一个文件")
BACK_TO_SETTINGS = Phrase("Back to settings", "返回设置")
UPLOAD_FAILED = Phrase("The browser did not hand the file over.", "浏览器没有交出文件。")
TYPE_PATH_INSTEAD = Phrase("Type its path below instead.", "请在下面输入它的位置。")
