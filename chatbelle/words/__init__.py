"""Every sentence a person reads, in English and Chinese. The one place for words; it imports nothing of ours.

Chinese is written, not translated: short, plain 「你」, full-width punctuation, a space between Chinese and Latin.
"""

from chatbelle.words.adapters import *
from chatbelle.words.benchmark import *
from chatbelle.words.chat_list import *
from chatbelle.words.command_line import *
from chatbelle.words.conversation import *
from chatbelle.words.doctor import *
from chatbelle.words.downloads import *
from chatbelle.words.engine import *
from chatbelle.words.models import *
from chatbelle.words.models_in_terminal import *
from chatbelle.words.network import *
from chatbelle.words.phrase import Language as Language
from chatbelle.words.phrase import Phrase as Phrase
from chatbelle.words.phrase import system_language as system_language
from chatbelle.words.settings import *
from chatbelle.words.store import *
from chatbelle.words.transfer import *
from chatbelle.words.tuning import *
