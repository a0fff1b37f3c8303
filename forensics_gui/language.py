"""The language of the window: its texts and the numbers in them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

from engine.errors import ResourceError
from engine.shipped import resource
from engine.wording import Wording
from engine.wording import mark as mark

SYSTEM, ENGLISH, GERMAN = "system", "en", "de"
#: Preference: one of the three.
KEY = "language"
#: What a user can choose from, each called by its own name.
NAMES = {ENGLISH: "English", GERMAN: "Deutsch"}
_LOCALES = {
    ENGLISH: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    GERMAN: QLocale(QLocale.Language.German, QLocale.Country.Germany),
}


def tr(text: str, comment: str = "", count: int = -1) -> str:
    """A text of the window in the user's language.

    Args:
        text: as literals, so that it can be extracted.
        comment: tells texts apart that are alike in English only.
        count: takes the place of "%n", and chooses singular or plural.
    """
    return QCoreApplication.translate("", text, comment or None, count)


def decimal(value: float, digits: int) -> str:
    """A number with so many digits after the point, or the comma."""
    return QLocale().toString(float(value), "f", digits)


def signed(value: float, digits: int = 2) -> str:
    """Like `decimal`, with its sign even where it is positive."""
    return f"{'+' if value >= 0 else ''}{decimal(value, digits)}"


def moment(at: datetime) -> str:
    """A date and a time of day in the user's time zone, in few letters.

    Args:
        at: with its time zone.
    """
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def shortest(value: float) -> str:
    """A number with no more digits than it needs."""
    return QLocale().toString(float(value), "g", 6)


def whole(value: float) -> str:
    """A whole number, its thousands set apart."""
    return QLocale().toString(round(value))


#: For what the engine says of verdicts and cases.
WORDING = Wording(tr, decimal)


def use(app: QCoreApplication, choice: str) -> str:
    """Show the window in a language from now on; what is there already stays as it is.

    Args:
        choice: SYSTEM, ENGLISH or GERMAN.

    Returns:
        The language used, English where there is none for the system's.

    Raises:
        ResourceError: the language's texts are missing or damaged.
    """
    system = QLocale.system().language()
    usual = next((n for n, locale in _LOCALES.items() if locale.language() == system), ENGLISH)
    language = choice if choice in _LOCALES else usual
    QLocale.setDefault(_LOCALES[language])
    path = resource(f"translations/{language}.qm")
    ours = QTranslator(app)
    if not ours.load(str(path)):
        raise ResourceError(
            f"The texts of the window '{path}' are missing or damaged.",
            "Install the program again.",
        )
    app.installTranslator(ours)
    if language != ENGLISH:
        # Of Qt's own buttons; they stay English where the library came without.
        library = QTranslator(app)
        if library.load(
            f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            app.installTranslator(library)
    return language
