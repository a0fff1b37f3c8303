"""The window's language: translations and number formats."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

from engine.errors import ResourceError
from engine.shipped import resource
from engine.wording import Wording
from engine.wording import mark as mark

SYSTEM, ENGLISH, GERMAN = "system", "en", "de"
#: Preference key.
KEY = "language"
#: Selectable languages by code, each in its own name.
NAMES = {ENGLISH: "English", GERMAN: "Deutsch"}
_LOCALES = {
    ENGLISH: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    GERMAN: QLocale(QLocale.Language.German, QLocale.Country.Germany),
}


def tr(text: str, comment: str = "", count: int = -1) -> str:
    """Translate a text of the window.

    Args:
        text: a literal, so that it can be extracted.
        comment: disambiguates texts that are equal in English.
        count: replaces "%n" and selects singular or plural.
    """
    return QCoreApplication.translate("", text, comment or None, count)


def code() -> str:
    """Code of the window's language, ENGLISH or GERMAN."""
    return GERMAN if QLocale().language() == QLocale.Language.German else ENGLISH


def decimal(value: float, digits: int) -> str:
    """Format a number with a fixed number of decimals."""
    return QLocale().toString(float(value), "f", digits)


def signed(value: float, digits: int = 2) -> str:
    """Like `decimal`, always with a sign."""
    return f"{'+' if value >= 0 else ''}{decimal(value, digits)}"


def suspicion_words(value: float, calibrated: bool) -> str:
    """A value of `Analysis.suspicion` in words."""
    words = tr("log10 LR {ratio}") if calibrated else tr("score {ratio}, not calibrated")
    return words.format(ratio=signed(value))


def moment(at: datetime) -> str:
    """Format a date and time of day in the user's time zone.

    Args:
        at: with its time zone.
    """
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def shortest(value: float) -> str:
    """Format a number with as few digits as possible."""
    return QLocale().toString(float(value), "g", 6)


def whole(value: float) -> str:
    """Format an integer with group separators."""
    return QLocale().toString(round(value))


#: Translates the engine's phrases.
WORDING = Wording(tr, decimal)


def use(app: QCoreApplication, choice: str) -> str:
    """Install translations for windows created from now on.

    Args:
        choice: SYSTEM, ENGLISH or GERMAN.

    Returns:
        The language in use; English if the system's is not available.

    Raises:
        ResourceError: the translation file is missing or damaged.
    """
    system = QLocale.system().language()
    usual = next((n for n, locale in _LOCALES.items() if locale.language() == system), ENGLISH)
    language = choice if choice in _LOCALES else usual
    QLocale.setDefault(_LOCALES[language])
    path = resource(f"translations/{language}.qm")
    ours = QTranslator(app)
    if not ours.load(str(path)):
        raise ResourceError(
            mark("The program's file '{path}' is missing or damaged."),
            mark("Install the program again."),
            path=path,
        )
    app.installTranslator(ours)
    if language != ENGLISH:
        # Translations of Qt's own buttons; English if Qt comes without them.
        library = QTranslator(app)
        if library.load(
            f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            app.installTranslator(library)
    return language
