"""The store, and the passphrase that locks it."""

from chatbelle.words.phrase import Phrase

# --- The store --------------------------------------------------------------------------------------------------------
STORE_NEWER = Phrase("Your chats were saved by a newer ChatBelle.", "你的对话由更新版本的 ChatBelle 保存。")
UPDATE_APP = Phrase("Update ChatBelle. The file was not touched: {path}", "请更新 ChatBelle。文件没有改动：{path}")
KEEP_AND_BEGIN_ANEW = Phrase("Begin anew, keep the file", "保留旧文件，重新开始")
BEGIN_ANEW_EXPLAINED = Phrase(
    "Your chats stay in the file {path}, beside the new one.", "旧的对话会留在 {path}，不会删除。"
)
TRY_AGAIN = Phrase("Try again", "再试一次")
STORE_CORRUPT = Phrase("The file with your chats is damaged: {detail}.", "保存对话的文件已损坏：{detail}。")
STORE_MOVE_AWAY = Phrase(
    "It was not touched. Restore a backup, or move it away to start anew: {path}",
    "文件没有改动。请恢复备份，或把它移走后重新开始：{path}",
)
STORE_READ_ONLY = Phrase("Chats cannot be saved in {path}: {detail}.", "无法把对话保存到 {path}：{detail}。")
MAKE_WRITABLE = Phrase(
    "Make the folder writable, or choose another with CHATBELLE_HOME.",
    "请让该文件夹可写，或用 CHATBELLE_HOME 指定别处。",
)

STORE_FULL = Phrase("The disk is full: this could not be saved.", "磁盘已满，这条内容没有保存。")
FREE_DISK = Phrase(
    "Free some space and try again. What was saved before is safe: {path}",
    "请腾出空间后再试。之前保存的内容都在：{path}",
)
STORE_BUSY = Phrase("Another program is using your chats.", "另一个程序正在使用你的对话。")
CLOSE_OTHER_CHATBELLE = Phrase("Close the other ChatBelle, or try again.", "请关闭另一个 ChatBelle，或稍后再试。")
STORE_GONE = Phrase("This chat or message is no longer there.", "这个对话或消息已经不在了。")
CHOOSE_ANOTHER_CHAT = Phrase("Choose another chat, or start a new one.", "请选择其他对话，或新建一个。")
FILE_CUT_OFF = Phrase("its end is missing", "文件末尾缺失")
ANOTHER_PROGRAMS_FILE = Phrase("it belongs to another program", "它属于另一个程序")

# --- The passphrase ---------------------------------------------------------------------------------------------------
PASSPHRASE_NEEDED = Phrase("Your chats are locked with a passphrase.", "你的对话已用口令加密。")
LOST_PASSPHRASE = Phrase(
    "Enter it. Nobody can open them without it, not even we: if it is lost, so are they. The file: {path}",
    "请输入口令。没有口令谁也打不开，我们也不能：口令丢了，对话也就丢了。文件：{path}",
)
WRONG_PASSPHRASE = Phrase(
    "This passphrase does not open your chats. If you are sure of it, the file is damaged.",
    "这个口令打不开你的对话。如果口令确实没错，就是文件已损坏。",
)
TRY_PASSPHRASE_AGAIN = Phrase(
    "Try again; mind capitals and the keyboard's language. Nothing was changed.",
    "请再试一次，注意大小写和输入法。文件没有改动。",
)
NOT_THIS_PASSPHRASE = Phrase("This is not your present passphrase.", "这不是你现在的口令。")
PASSPHRASE_TOO_SHORT = Phrase("This passphrase is too short.", "口令太短。")
LONGER_PASSPHRASE = Phrase(
    "Take at least {least} characters; several words are easier to remember than signs.",
    "至少用 {least} 个字符；几个词连在一起比一串符号好记。",
)
NO_SQLCIPHER = Phrase("SQLCipher, which locks the chats, is not installed.", "没有安装加密对话所需的 SQLCipher。")
INSTALL_SQLCIPHER = Phrase("Install it: pip install sqlcipher3", "请安装：pip install sqlcipher3")
PASSPHRASE_INTERRUPTED = Phrase("Changing the passphrase was interrupted.", "更换口令时被中断。")
TRY_EITHER_PASSPHRASE = Phrase(
    "Your chats are safe, and open with the old passphrase or with the new one.",
    "你的对话没有受影响，可以用旧口令或新口令打开。",
)
COPY_DIFFERS = Phrase("the copy differs", "副本与原文件不同")
PASSPHRASE = Phrase("Passphrase:", "口令：")
NEW_PASSPHRASE = Phrase("New passphrase:", "新口令：")
NEW_PASSPHRASE_AGAIN = Phrase("Once more:", "再输入一次：")
PASSPHRASES_DIFFER = Phrase("The two passphrases differ.", "两次输入的口令不同。")
NOTHING_CHANGED = Phrase("Nothing was changed. Try again.", "没有任何改动，请再试一次。")
PASSPHRASE_SET = Phrase("Your chats are locked with the new passphrase.", "对话已用新口令加密。")
PASSPHRASE_REMOVED = Phrase("Your chats are no longer locked.", "对话已不再加密。")
HELP_PASSPHRASE = Phrase("Lock all chats with a passphrase, or change it.", "用口令加密全部对话，或更换口令。")
HELP_REMOVE_PASSPHRASE = Phrase("Take the passphrase away.", "取消口令。")
PASSPHRASE_LIMITS = Phrase(
    "If you lose the passphrase, nobody can open your chats again. Chats that were on this disk unlocked before may "
    "leave traces on it, and backups stay as they were. An older ChatBelle cannot open locked chats.",
    "口令丢了，谁也无法再打开你的对话。加密前的内容可能在磁盘上留有痕迹，已有的备份也不会改变。"
    "旧版 ChatBelle 打不开加密的对话。",
)

# --- The passphrase in the app ----------------------------------------------------------------------------------------
THE_PASSPHRASE = Phrase("Passphrase", "口令")
UNLOCK = Phrase("Unlock", "解锁")
UNLOCKING = Phrase("Unlocking, a moment", "正在解锁，请稍等")
LOST_IT = Phrase("Lost the passphrase?", "忘了口令？")
LOST_PASSPHRASE_TOLD = Phrase(
    "Then nobody can open these chats any longer, not even we; there is no second key. Try the spellings you use, look "
    "into your password manager, or take a backup from before. To begin anew, quit and move this file away: {path}",
    "那么谁也打不开这些对话了，我们也不能，没有第二把钥匙。可以试试你常用的写法，查一查密码管理器，或者找加密之前的备份。"
    "如果想重新开始，请先退出，再把这个文件移走：{path}",
)
QUIT = Phrase("Quit ChatBelle", "退出 ChatBelle")
APP_HAS_ENDED = Phrase("ChatBelle has ended. You can close this page.", "ChatBelle 已退出，可以关闭这个页面。")
CHATS_ARE_OPEN = Phrase("Lock all chats with a passphrase", "用口令加密全部对话")
CHATS_ARE_OPEN_TEXT = Phrase(
    "Without it, whoever uses this computer account can read them.", "不设口令时，能用这个电脑账户的人都能看到。"
)
CHATS_ARE_LOCKED = Phrase("Your chats are locked", "你的对话已加密")
CHATS_ARE_LOCKED_TEXT = Phrase(
    "ChatBelle asks for the passphrase at every start. Settings and models are not encrypted.",
    "每次打开 ChatBelle 都要输入口令。设置和模型不加密。",
)
CANNOT_LOCK_HERE = Phrase(
    "Chats cannot be locked here: SQLCipher is not installed, or there is none for this device.",
    "这里无法加密对话：没有安装 SQLCipher，或者它不支持这种设备。",
)
SET_PASSPHRASE = Phrase("Set a passphrase", "设置口令")
CHANGE_PASSPHRASE = Phrase("Change the passphrase", "更换口令")
REMOVE_PASSPHRASE = Phrase("Remove the passphrase", "取消口令")
LOCK_ALL_CHATS = Phrase("Lock all chats", "加密全部对话")
CHANGE_IT = Phrase("Change", "更换")
UNLOCK_ALL_CHATS = Phrase("Remove it", "取消口令")
PRESENT_PASSPHRASE = Phrase("Present passphrase", "现在的口令")
THE_NEW_PASSPHRASE = Phrase("New passphrase", "新口令")
PASSPHRASE_AGAIN = Phrase("The same once more", "再输入一次")
REMOVING_MEANS = Phrase(
    "Your chats will then lie on this disk in clear, as before they were locked.",
    "之后对话会像加密前一样，以明文保存在这台电脑上。",
)
CHANGING_PASSPHRASE = Phrase(
    "Writing all chats anew. It takes some seconds; please leave ChatBelle open.",
    "正在重写全部对话，需要几秒钟，请不要关闭 ChatBelle。",
)
STRENGTH_HINT = Phrase(
    "Several words that do not belong together are hard to guess and easy to keep.",
    "几个互不相关的词连在一起，难猜又好记。",
)
STRENGTH_WEAK = Phrase(
    "Weak: somebody with the file would find it within a day.", "很弱：拿到文件的人一天之内就能试出来。"
)
STRENGTH_FAIR = Phrase("Fair: one strong computer would need up to a year.", "一般：一台强大的电脑最多一年能试出来。")
STRENGTH_GOOD = Phrase("Good: one strong computer would need years.", "不错：一台强大的电脑要试很多年。")
STRENGTH_STRONG = Phrase(
    "Strong: by today's means nobody finds it by trying.", "很强：以现在的手段，靠试是试不出来的。"
)
ANSWER_IS_ARRIVING = Phrase("An answer is arriving.", "有回答正在生成。")
WAIT_FOR_ANSWER = Phrase("Let it end, or stop it; then try again.", "请等它结束，或先停止，再试一次。")
