<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>&amp;File</source>
        <extracomment>Titles of the menus, from left to right.</extracomment>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Fall</translation>
    </message>
    <message>
        <source>Fa&amp;ces</source>
        <translation>&amp;Gesichter</translation>
    </message>
    <message>
        <source>&amp;Analysis</source>
        <translation>Anal&amp;yse</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Ti&amp;meline</source>
        <translation>&amp;Zeitleiste</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Move the view</source>
        <extracomment>Titles of submenus.</extracomment>
        <translation>Ansicht &amp;verschieben</translation>
    </message>
    <message>
        <source>&amp;Second picture</source>
        <translation>&amp;Zweites Bild</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Bereiche</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Open clip …</source>
        <translation>Clip ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a video and analyse it</source>
        <translation>Ein Video öffnen und analysieren</translation>
    </message>
    <message>
        <source>Analyse a &amp;folder …</source>
        <translation>&amp;Ordner analysieren …</translation>
    </message>
    <message>
        <source>Analyse all clips of a folder into the case, one after the other</source>
        <translation>Alle Clips eines Ordners nacheinander für den Fall analysieren</translation>
    </message>
    <message>
        <source>Open &amp;manipulated sample</source>
        <translation>&amp;Manipuliertes Beispiel öffnen</translation>
    </message>
    <message>
        <source>Analyse the manipulated sample that comes with the program</source>
        <translation>Das manipulierte Beispiel analysieren, das dem Programm beiliegt</translation>
    </message>
    <message>
        <source>Open &amp;pristine sample</source>
        <translation>&amp;Unverfälschtes Beispiel öffnen</translation>
    </message>
    <message>
        <source>Analyse the pristine sample that comes with the program</source>
        <translation>Das unverfälschte Beispiel analysieren, das dem Programm beiliegt</translation>
    </message>
    <message>
        <source>&amp;New case …</source>
        <translation>&amp;Neuer Fall …</translation>
    </message>
    <message>
        <source>Create a case for many clips</source>
        <translation>Einen Fall anlegen, der viele Clips aufnehmen kann</translation>
    </message>
    <message>
        <source>Open &amp;case …</source>
        <translation>F&amp;all öffnen …</translation>
    </message>
    <message>
        <source>Open a case file</source>
        <translation>Einen Fall weiterbearbeiten</translation>
    </message>
    <message>
        <source>&amp;Save case as …</source>
        <translation>Fall &amp;speichern unter …</translation>
    </message>
    <message>
        <source>Save the case under another name and continue there</source>
        <translation>Den Fall unter einem anderen Namen ablegen und dort weiterarbeiten</translation>
    </message>
    <message>
        <source>C&amp;lose case</source>
        <translation>Fall s&amp;chließen</translation>
    </message>
    <message>
        <source>Close the case and its clip</source>
        <translation>Den Fall schließen und mit ihm den Clip</translation>
    </message>
    <message>
        <source>Save &amp;frame …</source>
        <translation>&amp;Einzelbild speichern …</translation>
    </message>
    <message>
        <source>Save the current frame as a picture, with or without overlays</source>
        <translation>Das aktuelle Einzelbild als Bild speichern, mit oder ohne Einblendungen</translation>
    </message>
    <message>
        <source>Save f&amp;ace …</source>
        <translation>&amp;Gesicht speichern …</translation>
    </message>
    <message>
        <source>Save the selected face in the current frame as a picture</source>
        <translation>Das ausgewählte Gesicht im aktuellen Einzelbild als Bild speichern</translation>
    </message>
    <message>
        <source>Export &amp;PDF report …</source>
        <translation>&amp;PDF-Bericht exportieren …</translation>
    </message>
    <message>
        <source>Write a report to read and print</source>
        <translation>Einen Bericht für Leser schreiben</translation>
    </message>
    <message>
        <source>Export &amp;JSON …</source>
        <translation>&amp;JSON exportieren …</translation>
    </message>
    <message>
        <source>Write all numbers for other programs</source>
        <translation>Alle Zahlen für andere Programme schreiben</translation>
    </message>
    <message>
        <source>Export &amp;table of frames …</source>
        <translation>&amp;Tabelle der Einzelbilder exportieren …</translation>
    </message>
    <message>
        <source>Write every frame of every face with its scores</source>
        <translation>Jedes Einzelbild jedes Gesichts mit seinen Werten schreiben</translation>
    </message>
    <message>
        <source>Export &amp;evidence package …</source>
        <translation>B&amp;eweispaket exportieren …</translation>
    </message>
    <message>
        <source>Write report, numbers, key frames and log in one file that can be verified</source>
        <translation>Bericht, Zahlen, wichtige Einzelbilder und Protokoll in eine Datei schreiben, die sich prüfen lässt</translation>
    </message>
    <message>
        <source>La&amp;boratory&apos;s template …</source>
        <translation>Vorlage des La&amp;bors …</translation>
    </message>
    <message>
        <source>Choose the folder with name, logo and texts for reports</source>
        <translation>Den Ordner mit Name, Logo und Texten wählen, die Berichte tragen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Undo the last change to the case; the log keeps it</source>
        <translation>Die letzte Änderung am Fall zurücknehmen; das Protokoll behält sie</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Redo the last undone change</source>
        <translation>Zuletzt Zurückgenommenes wieder ausführen</translation>
    </message>
    <message>
        <source>&amp;Copy frame</source>
        <translation>Einzelbild &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the current frame in full resolution, without overlays</source>
        <translation>Das aktuelle Einzelbild in voller Auflösung kopieren, ohne Einblendungen</translation>
    </message>
    <message>
        <source>Copy &amp;face</source>
        <translation>&amp;Gesicht kopieren</translation>
    </message>
    <message>
        <source>Copy the selected face in the current frame</source>
        <translation>Das ausgewählte Gesicht im aktuellen Einzelbild kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;position</source>
        <translation>&amp;Position kopieren</translation>
    </message>
    <message>
        <source>Copy name, time code, frame number and PTS of the current frame</source>
        <translation>Name, Zeitcode, Bildnummer und PTS des aktuellen Einzelbilds kopieren</translation>
    </message>
    <message>
        <source>Add &amp;bookmark</source>
        <translation>&amp;Lesezeichen setzen</translation>
    </message>
    <message>
        <source>Bookmark the current frame with its picture</source>
        <translation>Das gezeigte Einzelbild mit seiner Aufnahme festhalten</translation>
    </message>
    <message>
        <source>Bookmark with &amp;note …</source>
        <translation>Lesezeichen mit N&amp;otiz …</translation>
    </message>
    <message>
        <source>Bookmark the current frame with its picture and a note</source>
        <translation>Das gezeigte Einzelbild mit seiner Aufnahme und einer Notiz festhalten</translation>
    </message>
    <message>
        <source>Ne&amp;xt note or bookmark</source>
        <translation>&amp;Nächste Notiz oder Lesezeichen</translation>
    </message>
    <message>
        <source>Go to the next note or bookmark of the clip</source>
        <translation>Zur nächsten Notiz oder zum nächsten Lesezeichen des Clips gehen</translation>
    </message>
    <message>
        <source>P&amp;revious note or bookmark</source>
        <translation>&amp;Vorige Notiz oder Lesezeichen</translation>
    </message>
    <message>
        <source>Go to the previous note or bookmark of the clip</source>
        <translation>Zur vorigen Notiz oder zum vorigen Lesezeichen des Clips gehen</translation>
    </message>
    <message>
        <source>Most suspicious cl&amp;ip</source>
        <translation>Ver&amp;dächtigster Clip</translation>
    </message>
    <message>
        <source>Show the clip with the strongest evidence of manipulation</source>
        <translation>Den Clip des Falls zeigen, der am meisten für Manipulation spricht</translation>
    </message>
    <message>
        <source>Pa&amp;use the queue</source>
        <translation>Schlange an&amp;halten</translation>
    </message>
    <message>
        <source>Retry &amp;failed clips</source>
        <translation>&amp;Fehlgeschlagene erneut versuchen</translation>
    </message>
    <message>
        <source>Analyse the selected failed clips again, or all failed clips</source>
        <translation>Die ausgewählten fehlgeschlagenen Clips erneut analysieren, sonst alle fehlgeschlagenen</translation>
    </message>
    <message>
        <source>Remove fr&amp;om the queue</source>
        <translation>Aus der Schlange ne&amp;hmen</translation>
    </message>
    <message>
        <source>Remove the selected clips from the queue</source>
        <translation>Die ausgewählten Clips aus der Schlange nehmen</translation>
    </message>
    <message>
        <source>&amp;Stop the queue</source>
        <translation>&amp;Schlange abbrechen</translation>
    </message>
    <message>
        <source>Stop and empty the queue; results so far are kept</source>
        <translation>Anhalten und alle Clips aus der Schlange nehmen; was gefunden wurde, bleibt</translation>
    </message>
    <message>
        <source>Export table of clips (CS&amp;V) …</source>
        <translation>Tabelle der Clips exportieren (CS&amp;V) …</translation>
    </message>
    <message>
        <source>Choose &amp;video stream …</source>
        <translation>&amp;Videostrom wählen …</translation>
    </message>
    <message>
        <source>Analyse another video stream of the clip</source>
        <translation>Einen anderen Videostrom des Clips analysieren</translation>
    </message>
    <message>
        <source>Write the table of clips for other programs</source>
        <translation>Die Tabelle der Clips für andere Programme schreiben</translation>
    </message>
    <message>
        <source>Export &amp;PDF on all clips …</source>
        <translation>&amp;PDF zu allen Clips exportieren …</translation>
    </message>
    <message>
        <source>Write totals and the table of all clips to read and print</source>
        <translation>Zahlen und die Tabelle aller Clips für Leser schreiben</translation>
    </message>
    <message>
        <source>Si&amp;gn reports …</source>
        <translation>Berichte si&amp;gnieren …</translation>
    </message>
    <message>
        <source>Choose the key and the time-stamp server for signing reports</source>
        <translation>Schlüssel und Zeitstempeldienst wählen, mit denen Berichte signiert werden</translation>
    </message>
    <message>
        <source>Annotate fra&amp;me …</source>
        <translation>In Einzelbild &amp;zeichnen …</translation>
    </message>
    <message>
        <source>Draw arrows, boxes, texts and measures on the current frame</source>
        <translation>Pfeile, Rahmen, Texte und Maße in das aktuelle Einzelbild zeichnen</translation>
    </message>
    <message>
        <source>Remove clip from the cas&amp;e</source>
        <translation>Clip aus dem Fall entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Take the clip out of lists and reports; undo restores it</source>
        <translation>Den Clip aus Listen und Berichten nehmen; Zurücknehmen stellt ihn wieder her</translation>
    </message>
    <message>
        <source>Restore remo&amp;ved clip …</source>
        <translation>Entfernten Clip &amp;wiederherstellen …</translation>
    </message>
    <message>
        <source>Put a removed clip back, with its results and notes</source>
        <translation>Einen entfernten Clip mit Ergebnissen und Notizen zurückholen</translation>
    </message>
    <message>
        <source>Note on this &amp;frame …</source>
        <translation>Notiz zu diesem &amp;Einzelbild …</translation>
    </message>
    <message>
        <source>Write a note on the current frame</source>
        <translation>Etwas zum gezeigten Einzelbild notieren</translation>
    </message>
    <message>
        <source>Note on the f&amp;ace …</source>
        <translation>Notiz zum &amp;Gesicht …</translation>
    </message>
    <message>
        <source>Write a note on the selected face</source>
        <translation>Etwas zum gewählten Gesicht notieren</translation>
    </message>
    <message>
        <source>Note on the c&amp;lip …</source>
        <translation>Notiz zum &amp;Clip …</translation>
    </message>
    <message>
        <source>Write a note on the clip</source>
        <translation>Etwas zum Clip notieren</translation>
    </message>
    <message>
        <source>Note on the &amp;case …</source>
        <translation>Notiz zum &amp;Fall …</translation>
    </message>
    <message>
        <source>Write a note on the case</source>
        <translation>Etwas zum Fall als Ganzem notieren</translation>
    </message>
    <message>
        <source>&amp;Title and laboratory …</source>
        <translation>&amp;Titel und Labor …</translation>
    </message>
    <message>
        <source>Set the title and laboratory of the case</source>
        <translation>Angeben, worum es in dem Fall geht</translation>
    </message>
    <message>
        <source>&amp;Analyst&apos;s name …</source>
        <translation>Ihr &amp;Name …</translation>
    </message>
    <message>
        <source>Your name as it appears in the log</source>
        <translation>Ihr Name, den das Protokoll neben jeden Vorgang setzt</translation>
    </message>
    <message>
        <source>Case &amp;log …</source>
        <translation>&amp;Protokoll des Falls …</translation>
    </message>
    <message>
        <source>Show who did what and when, and whether the log was altered</source>
        <translation>Wer wann was getan hat; mit Prüfung, ob etwas verändert wurde</translation>
    </message>
    <message>
        <source>&amp;Rename …</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>Give the selected face a name</source>
        <translation>Dem gewählten Gesicht einen Namen geben</translation>
    </message>
    <message>
        <source>&amp;Exclude …</source>
        <translation>&amp;Ausschließen …</translation>
    </message>
    <message>
        <source>Exclude this face from the verdict (reason required)</source>
        <translation>Das gewählte Gesicht mit Begründung vom Befund ausnehmen</translation>
    </message>
    <message>
        <source>Exclude &amp;frames …</source>
        <translation>&amp;Einzelbilder ausschließen …</translation>
    </message>
    <message>
        <source>Exclude frames of this face from the verdict (reason required)</source>
        <translation>Einige Einzelbilder des gewählten Gesichts vom Befund ausnehmen</translation>
    </message>
    <message>
        <source>&amp;Draw a face</source>
        <translation>Gesicht &amp;zeichnen</translation>
    </message>
    <message>
        <source>Draw a box around a face that was missed; it is followed and scored</source>
        <translation>Ein übersehenes Gesicht umrahmen; es wird verfolgt und bewertet</translation>
    </message>
    <message>
        <source>Correct &amp;box</source>
        <translation>&amp;Rahmen berichtigen</translation>
    </message>
    <message>
        <source>Move or resize the box of the selected face on this frame</source>
        <translation>Den Rahmen des gewählten Gesichts in diesem Einzelbild verschieben oder in der Größe ändern</translation>
    </message>
    <message>
        <source>&amp;Merge with …</source>
        <translation>&amp;Zusammenführen mit …</translation>
    </message>
    <message>
        <source>Merge with another track of the same face</source>
        <translation>Angeben, dass eine andere Spur dasselbe Gesicht zeigt</translation>
    </message>
    <message>
        <source>&amp;Split at this frame</source>
        <translation>An diesem Einzelbild &amp;teilen</translation>
    </message>
    <message>
        <source>Start a new track at this frame</source>
        <translation>Angeben, dass es ab diesem Einzelbild ein anderes Gesicht ist</translation>
    </message>
    <message>
        <source>S&amp;wap with …</source>
        <translation>&amp;Vertauschen mit …</translation>
    </message>
    <message>
        <source>Exchange two faces that the tracker confused, from this frame on</source>
        <translation>Zwei verwechselte Gesichter ab diesem Einzelbild vertauschen</translation>
    </message>
    <message>
        <source>Res&amp;tore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Include the selected face and all its frames again</source>
        <translation>Das gewählte Gesicht und alle seine Einzelbilder wieder zählen lassen</translation>
    </message>
    <message>
        <source>Pause the analysis; again: resume it</source>
        <translation>Die Analyse anhalten; noch einmal: fortsetzen</translation>
    </message>
    <message>
        <source>Stop the analysis; results so far are kept</source>
        <translation>Die laufende Analyse anhalten; Gefundenes bleibt erhalten</translation>
    </message>
    <message>
        <source>&amp;Analyse again</source>
        <translation>&amp;Erneut analysieren</translation>
    </message>
    <message>
        <source>Analyse the open clip again</source>
        <translation>Den geöffneten Clip noch einmal analysieren</translation>
    </message>
    <message>
        <source>Analyse with s&amp;ettings …</source>
        <translation>Mit &amp;Einstellungen analysieren …</translation>
    </message>
    <message>
        <source>Choose range, smallest face and number of scored faces for an analysis</source>
        <translation>Bereich, kleinstes Gesicht und Zahl der bewerteten Gesichter für eine Analyse wählen</translation>
    </message>
    <message>
        <source>&amp;Score a range densely …</source>
        <translation>Bereich &amp;dicht bewerten …</translation>
    </message>
    <message>
        <source>Score up to 600 faces per track and 20 seconds in a part of the clip</source>
        <translation>In einem Teil des Clips so viele Gesichter wie möglich bewerten</translation>
    </message>
    <message>
        <source>Most suspicious &amp;moment</source>
        <translation>Verdächtigster &amp;Moment</translation>
    </message>
    <message>
        <source>Go to the most suspicious face; again: the next one</source>
        <translation>Zum Gesicht gehen, das am meisten für Manipulation spricht; noch einmal: zum nächsten</translation>
    </message>
    <message>
        <source>&amp;Find similar faces …</source>
        <translation>&amp;Wem ähnelt dieses Gesicht? …</translation>
    </message>
    <message>
        <source>Show the reference faces and faces of this clip nearest to the selected face</source>
        <translation>Die bekannten Gesichter und die des Clips, die dem gewählten am ähnlichsten sind</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>&amp;Lasso</translation>
    </message>
    <message>
        <source>Select faces by dragging in the embedding (otherwise Shift and drag)</source>
        <translation>Ziehen in der Einbettung wählt Gesichter aus; sonst tut dies Ziehen mit Umschalttaste</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>Ein&amp;passen</translation>
    </message>
    <message>
        <source>Show all points of the embedding</source>
        <translation>Alle Punkte der Einbettung zeigen</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>Abs&amp;pielen oder anhalten</translation>
    </message>
    <message>
        <source>Play or pause the clip</source>
        <translation>Den Clip abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Play bac&amp;kwards</source>
        <translation>&amp;Rückwärts abspielen</translation>
    </message>
    <message>
        <source>Play backwards; again: twice as fast</source>
        <translation>Rückwärts abspielen; noch einmal: doppelt so schnell</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>A&amp;nhalten</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Die Wiedergabe anhalten</translation>
    </message>
    <message>
        <source>Play for&amp;wards</source>
        <translation>&amp;Vorwärts abspielen</translation>
    </message>
    <message>
        <source>Play forwards; again: twice as fast</source>
        <translation>Vorwärts abspielen; noch einmal: doppelt so schnell</translation>
    </message>
    <message>
        <source>Step &amp;back</source>
        <translation>Ein Bild &amp;zurück</translation>
    </message>
    <message>
        <source>Go back one frame</source>
        <translation>Ein Einzelbild zurückgehen</translation>
    </message>
    <message>
        <source>Step &amp;forward</source>
        <translation>Ein Bild v&amp;or</translation>
    </message>
    <message>
        <source>Go forward one frame</source>
        <translation>Ein Einzelbild weitergehen</translation>
    </message>
    <message>
        <source>Second b&amp;ack</source>
        <translation>Eine Sekunde z&amp;urück</translation>
    </message>
    <message>
        <source>Go back one second</source>
        <translation>Eine Sekunde zurückgehen</translation>
    </message>
    <message>
        <source>Second f&amp;orward</source>
        <translation>Eine Sekunde vo&amp;r</translation>
    </message>
    <message>
        <source>Go forward one second</source>
        <translation>Eine Sekunde weitergehen</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Erstes Einzelbild</translation>
    </message>
    <message>
        <source>Go to the first frame</source>
        <translation>Zum ersten Einzelbild gehen</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Letztes Einzelbild</translation>
    </message>
    <message>
        <source>Go to the last frame</source>
        <translation>Zum letzten Einzelbild gehen</translation>
    </message>
    <message>
        <source>&amp;Go to …</source>
        <translation>&amp;Gehe zu …</translation>
    </message>
    <message>
        <source>Go to a frame, a time or a PTS</source>
        <translation>Zu einem Einzelbild, einer Zeit oder einem PTS gehen</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>&amp;Langsamer</translation>
    </message>
    <message>
        <source>Play slower</source>
        <translation>Langsamer abspielen</translation>
    </message>
    <message>
        <source>Fas&amp;ter</source>
        <translation>S&amp;chneller</translation>
    </message>
    <message>
        <source>Play faster</source>
        <translation>Schneller abspielen</translation>
    </message>
    <message>
        <source>&amp;Normal speed</source>
        <translation>Nor&amp;male Geschwindigkeit</translation>
    </message>
    <message>
        <source>Play at the clip&apos;s own speed</source>
        <translation>Mit der Geschwindigkeit des Clips abspielen</translation>
    </message>
    <message>
        <source>So&amp;und</source>
        <translation>&amp;Ton</translation>
    </message>
    <message>
        <source>Play sound during normal playback</source>
        <translation>Den Ton des Clips abspielen, wo er vorwärts mit seiner eigenen Geschwindigkeit läuft</translation>
    </message>
    <message>
        <source>Mark &amp;in</source>
        <translation>An&amp;fang markieren</translation>
    </message>
    <message>
        <source>Start the range at this frame</source>
        <translation>Der Bereich beginnt mit diesem Einzelbild</translation>
    </message>
    <message>
        <source>&amp;Mark out</source>
        <translation>&amp;Ende markieren</translation>
    </message>
    <message>
        <source>End the range at this frame</source>
        <translation>Der Bereich endet mit diesem Einzelbild</translation>
    </message>
    <message>
        <source>Play &amp;range</source>
        <translation>&amp;Bereich abspielen</translation>
    </message>
    <message>
        <source>Play from mark in to mark out</source>
        <translation>Vom Anfang bis zum Ende der Markierung abspielen</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>&amp;Schleife</translation>
    </message>
    <message>
        <source>Repeat the range, or the clip if no range is marked</source>
        <translation>Am Ende des Bereichs von vorn beginnen, oder am Ende des Clips, wenn keiner markiert ist</translation>
    </message>
    <message>
        <source>&amp;Clear range</source>
        <translation>Bereich &amp;aufheben</translation>
    </message>
    <message>
        <source>Remove mark in and mark out</source>
        <translation>Die Markierungen entfernen</translation>
    </message>
    <message>
        <source>&amp;Triage</source>
        <translation>&amp;Sichtung</translation>
    </message>
    <message>
        <source>Show all clips of the case with their verdicts</source>
        <translation>Alle Clips des Falls mit ihren Befunden zeigen</translation>
    </message>
    <message>
        <source>&amp;Examine</source>
        <translation>&amp;Untersuchung</translation>
    </message>
    <message>
        <source>Show the open clip</source>
        <translation>Den geöffneten Clip zeigen</translation>
    </message>
    <message>
        <source>Rep&amp;ort</source>
        <translation>Ber&amp;icht</translation>
    </message>
    <message>
        <source>Preview the report and its settings</source>
        <translation>Vorschau und Einstellungen des Berichts</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>Das ganze Bild zeigen</translation>
    </message>
    <message>
        <source>&amp;Pixel for pixel</source>
        <translation>Pi&amp;xel für Pixel</translation>
    </message>
    <message>
        <source>Show one clip pixel per screen pixel</source>
        <translation>Jedes Pixel des Clips als eines des Bildschirms zeigen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Enlarge the picture, up to 16 times</source>
        <translation>Das Bild größer zeigen, bis 16-fach</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Reduce the picture</source>
        <translation>Das Bild kleiner zeigen</translation>
    </message>
    <message>
        <source>Look left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>Move the view left</source>
        <translation>Zeigen, was links vom sichtbaren Teil liegt</translation>
    </message>
    <message>
        <source>Look right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Move the view right</source>
        <translation>Zeigen, was rechts vom sichtbaren Teil liegt</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move the view up</source>
        <translation>Zeigen, was über dem sichtbaren Teil liegt</translation>
    </message>
    <message>
        <source>Look down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move the view down</source>
        <translation>Zeigen, was unter dem sichtbaren Teil liegt</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>V&amp;ollbild</translation>
    </message>
    <message>
        <source>Show only the picture and the timeline; again: show the panels</source>
        <translation>Nur Bild und Zeitleiste zeigen; noch einmal: alle Bereiche zeigen</translation>
    </message>
    <message>
        <source>&amp;Boxes</source>
        <translation>&amp;Rahmen</translation>
    </message>
    <message>
        <source>A box around each face, coloured by its score</source>
        <translation>Ein Rahmen um jedes Gesicht, gefärbt nach seiner Bewertung</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>&amp;Beschriftungen</translation>
    </message>
    <message>
        <source>Track number and score at each box</source>
        <translation>Nummer der Spur und Bewertung an jedem Rahmen</translation>
    </message>
    <message>
        <source>Beside: noise map</source>
        <translation>Daneben: Rauschkarte</translation>
    </message>
    <message>
        <source>Noise of each block, beside the picture</source>
        <translation>Rauschen jedes Blocks, neben dem Bild</translation>
    </message>
    <message>
        <source>Beside: details of one size</source>
        <translation>Daneben: Details einer Größe</translation>
    </message>
    <message>
        <source>One band of frequencies, beside the picture</source>
        <translation>Ein Band von Frequenzen, neben dem Bild</translation>
    </message>
    <message>
        <source>Beside: sharpened</source>
        <translation>Daneben: geschärft</translation>
    </message>
    <message>
        <source>The sharpened picture beside the picture</source>
        <translation>Das geschärfte Bild neben dem Bild</translation>
    </message>
    <message>
        <source>Beside: block types</source>
        <translation>Daneben: Blockarten</translation>
    </message>
    <message>
        <source>How each block is predicted, beside the picture</source>
        <translation>Wie jeder Block vorhergesagt wird, neben dem Bild</translation>
    </message>
    <message>
        <source>Beside: quantiser</source>
        <translation>Daneben: Quantisierer</translation>
    </message>
    <message>
        <source>How coarsely each block is stored, beside the picture</source>
        <translation>Wie grob jeder Block gespeichert ist, neben dem Bild</translation>
    </message>
    <message>
        <source>Beside: motion vectors</source>
        <translation>Daneben: Bewegungsvektoren</translation>
    </message>
    <message>
        <source>Where each block is copied from, beside the picture</source>
        <translation>Woher jeder Block kopiert wird, neben dem Bild</translation>
    </message>
    <message>
        <source>S&amp;ystem</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Weigh detectors together …</source>
        <translation>Detektoren zusammen &amp;gewichten …</translation>
    </message>
    <message>
        <source>Use a fusion of several detectors in this case</source>
        <translation>Eine Fusion mehrerer Detektoren in diesem Fall verwenden</translation>
    </message>
    <message>
        <source>Compare with another &amp;file …</source>
        <translation>Mit anderer Date&amp;i vergleichen …</translation>
    </message>
    <message>
        <source>Show metadata, coding and structure of another file beside the clip&apos;s</source>
        <translation>Metadaten, Kodierung und Struktur einer anderen Datei neben denen des Clips zeigen</translation>
    </message>
    <message>
        <source>&amp;Bytes of the file …</source>
        <translation>&amp;Bytes der Datei …</translation>
    </message>
    <message>
        <source>Show the boxes of the file, their fields and their bytes</source>
        <translation>Boxen der Datei, ihre Felder und ihre Bytes zeigen</translation>
    </message>
    <message>
        <source>&amp;Check the system …</source>
        <translation>&amp;System prüfen …</translation>
    </message>
    <message>
        <source>Show what this computer lacks, with the command that fixes it</source>
        <translation>Zeigen, was diesem Rechner fehlt, mit dem Befehl, der es behebt</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>The toolbar: actions and menus with their short labels; &quot;&quot; is a separator.</extracomment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Most suspicious</source>
        <translation>Verdächtigste</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Save frame</source>
        <translation>Bild sichern</translation>
    </message>
    <message>
        <source>Land&amp;marks</source>
        <translation>Land&amp;marken</translation>
    </message>
    <message>
        <source>Eyes, nose and corners of the mouth of each face</source>
        <translation>Augen, Nase und Mundwinkel jedes Gesichts</translation>
    </message>
    <message>
        <source>In&amp;terpolated faces</source>
        <translation>&amp;Interpolierte Gesichter</translation>
    </message>
    <message>
        <source>Dashed boxes interpolated between detections</source>
        <translation>Gestrichelte Rahmen, wo ein Gesicht nicht gesucht, sondern zwischen zwei gefundenen eingesetzt wurde</translation>
    </message>
    <message>
        <source>&amp;Grad-CAM</source>
        <translation>Grad-&amp;CAM</translation>
    </message>
    <message>
        <source>Show which regions raised the score of the selected face</source>
        <translation>Zeigen, woher die Bewertung des gewählten Gesichts kommt</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>Ein Bild</translation>
    </message>
    <message>
        <source>Close the second picture</source>
        <translation>Das zweite Bild schließen</translation>
    </message>
    <message>
        <source>Beside: original</source>
        <translation>Daneben: Original</translation>
    </message>
    <message>
        <source>The picture without overlays beside it</source>
        <translation>Daneben das Bild ohne Einblendungen</translation>
    </message>
    <message>
        <source>Beside: Grad-CAM</source>
        <translation>Daneben: Grad-CAM</translation>
    </message>
    <message>
        <source>Regions that raised the score of the selected face, beside the picture</source>
        <translation>Neben dem Bild, woher die Bewertung des gewählten Gesichts kommt</translation>
    </message>
    <message>
        <source>Beside: error level</source>
        <translation>Daneben: Kompressionsfehler</translation>
    </message>
    <message>
        <source>Difference to a copy saved as JPEG, beside the picture</source>
        <translation>Neben dem Bild, was erneutes Speichern als JPEG ändern würde</translation>
    </message>
    <message>
        <source>Beside: noise residual</source>
        <translation>Daneben: Rauschanteil</translation>
    </message>
    <message>
        <source>Noise and finest detail, beside the picture</source>
        <translation>Neben dem Bild Rauschen und feinste Einzelheiten</translation>
    </message>
    <message>
        <source>Beside: difference to previous frame</source>
        <translation>Daneben: Unterschied zum vorigen Einzelbild</translation>
    </message>
    <message>
        <source>Difference to the previous frame, beside the picture</source>
        <translation>Neben dem Bild, was sich seit dem vorigen Einzelbild änderte</translation>
    </message>
    <message>
        <source>Beside: this frame, held</source>
        <translation>Daneben: dieses Einzelbild</translation>
    </message>
    <message>
        <source>Hold this frame beside the moving picture</source>
        <translation>Dieses Einzelbild daneben stehen lassen, während das erste Bild weitergeht</translation>
    </message>
    <message>
        <source>Beside: another clip …</source>
        <translation>Daneben: anderer Clip …</translation>
    </message>
    <message>
        <source>Another clip, synchronised</source>
        <translation>Ein anderer Clip im Gleichschritt mit diesem</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>Nächstes Feld</translation>
    </message>
    <message>
        <source>Move the keyboard focus to the next panel</source>
        <translation>Die Tastatur dem nächsten Feld geben</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>Voriges Feld</translation>
    </message>
    <message>
        <source>Move the keyboard focus to the previous panel</source>
        <translation>Die Tastatur dem vorigen Feld geben</translation>
    </message>
    <message>
        <source>&amp;Command palette …</source>
        <translation>Be&amp;fehlspalette …</translation>
    </message>
    <message>
        <source>Search all commands</source>
        <translation>Nach allem suchen, was das Programm kann</translation>
    </message>
    <message>
        <source>&amp;Default layout</source>
        <translation>&amp;Übliche Anordnung</translation>
    </message>
    <message>
        <source>Reset all panels to their default places</source>
        <translation>Jedes Feld an seinen ersten Platz zurückstellen</translation>
    </message>
    <message>
        <source>Follow the system&apos;s theme</source>
        <translation>Hell oder dunkel, wie das System eingestellt ist</translation>
    </message>
    <message>
        <source>Dark text on light background</source>
        <translation>Dunkle Schrift auf Hell</translation>
    </message>
    <message>
        <source>Light text on dark background</source>
        <translation>Helle Schrift auf Dunkel</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Whole clip</source>
        <translation>Ganzer &amp;Clip</translation>
    </message>
    <message>
        <source>Show the whole clip on the timeline</source>
        <translation>Den ganzen Clip auf der Zeitleiste zeigen</translation>
    </message>
    <message>
        <source>&amp;Range</source>
        <translation>&amp;Bereich</translation>
    </message>
    <message>
        <source>Show the range between mark in and mark out on the timeline</source>
        <translation>Den markierten Bereich auf der Zeitleiste zeigen</translation>
    </message>
    <message>
        <source>Zoom the timeline in around the current frame</source>
        <translation>Auf der Zeitleiste weniger vom Clip zeigen, um das gezeigte Einzelbild herum</translation>
    </message>
    <message>
        <source>Zoom the timeline out</source>
        <translation>Auf der Zeitleiste mehr vom Clip zeigen</translation>
    </message>
    <message>
        <source>&amp;Previous face</source>
        <translation>&amp;Voriges Gesicht</translation>
    </message>
    <message>
        <source>Select the face of the lane above</source>
        <translation>Das Gesicht der Zeile darüber wählen</translation>
    </message>
    <message>
        <source>&amp;Next face</source>
        <translation>&amp;Nächstes Gesicht</translation>
    </message>
    <message>
        <source>Select the face of the next lane</source>
        <translation>Das Gesicht der nächsten Zeile wählen</translation>
    </message>
    <message>
        <source>&amp;Calibrate on known-pristine clips …</source>
        <translation>An unverfälschten Clips &amp;kalibrieren …</translation>
    </message>
    <message>
        <source>Measure false alarms on clips of one source and calibrate the detector for them</source>
        <translation>Fehlalarme an Clips einer Quelle messen und den Detektor dafür kalibrieren</translation>
    </message>
    <message>
        <source>&amp;Use a local calibration …</source>
        <translation>&amp;Lokale Kalibrierung verwenden …</translation>
    </message>
    <message>
        <source>Use a stored local calibration for the next clips</source>
        <translation>Die nächsten Clips nach einer gespeicherten lokalen Kalibrierung beurteilen</translation>
    </message>
    <message>
        <source>Use the &amp;detector&apos;s own calibration</source>
        <translation>Kalibrierung des &amp;Detektors verwenden</translation>
    </message>
    <message>
        <source>Use no local calibration for the next clips</source>
        <translation>Die nächsten Clips ohne lokale Kalibrierung beurteilen</translation>
    </message>
    <message>
        <source>&amp;Train a detector …</source>
        <translation>Detektor &amp;trainieren …</translation>
    </message>
    <message>
        <source>Train a detector on your own labelled clips, or resume a training</source>
        <translation>Den Detektor mit eigenen gekennzeichneten Clips verbessern oder damit fortfahren</translation>
    </message>
    <message>
        <source>Suggest what to &amp;label next …</source>
        <translation>&amp;Kennzeichnen, was am meisten hilft …</translation>
    </message>
    <message>
        <source>Suggest the clips or faces whose labels help the detector most</source>
        <translation>Die Clips oder Gesichter zuerst vorgelegt bekommen, aus deren Kennzeichnung ein Detektor am meisten lernt</translation>
    </message>
    <message>
        <source>&amp;Detectors …</source>
        <translation>&amp;Detektoren …</translation>
    </message>
    <message>
        <source>Compare, select and share detectors</source>
        <translation>Detektoren ansehen, vergleichen und wählen, aufnehmen und weitergeben</translation>
    </message>
    <message>
        <source>&amp;Preferences …</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>Language, text size and theme</source>
        <translation>Sprache, Schriftgröße und Aussehen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts …</source>
        <translation>&amp;Tastenkürzel …</translation>
    </message>
    <message>
        <source>Show and change keyboard shortcuts</source>
        <translation>Die Tasten jeder Aktion sehen und ändern</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Anleitung</translation>
    </message>
    <message>
        <source>Open the guide at the current panel</source>
        <translation>Die Anleitung beim benutzten Feld aufschlagen</translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation>&amp;Rundgang</translation>
    </message>
    <message>
        <source>Show the panels of the window one by one</source>
        <translation>Durch die Felder des Fensters gehen</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>List keyboard shortcuts</source>
        <translation>Die Tasten jeder Aktion auflisten</translation>
    </message>
    <message>
        <source>About the &amp;detector</source>
        <translation>Über den &amp;Detektor</translation>
    </message>
    <message>
        <source>Show the detector&apos;s model card</source>
        <translation>Die Modellkarte des Detektors zeigen</translation>
    </message>
    <message>
        <source>&amp;Report a problem …</source>
        <translation>&amp;Problem melden …</translation>
    </message>
    <message>
        <source>Show versions, settings and the log, and save them as one file</source>
        <translation>Versionen, Einstellungen und Protokoll zeigen und in einer Datei speichern</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>Ü&amp;ber das Programm</translation>
    </message>
    <message>
        <source>Show version and licence</source>
        <translation>Version und Lizenz zeigen</translation>
    </message>
    <message>
        <source>Local calibrations (*.fcal);;All files (*)</source>
        <translation>Lokale Kalibrierungen (*.fcal);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder with {count} or more known-pristine clips of one source</source>
        <translation>Ordner mit mindestens {count} nachweislich unverfälschten Clips einer Quelle</translation>
    </message>
    <message>
        <source>Loading the detector …</source>
        <translation>Detektor wird geladen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Logical pixels around a corner or an edge that take hold of it. Smallest side of a box in pixels of the clip. Pixels of the clip that an arrow key moves the box, with Shift and without.</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Calibrate on known-pristine clips</source>
        <translation>An unverfälschten Clips kalibrieren</translation>
    </message>
    <message>
        <source>Use a local calibration</source>
        <translation>Lokale Kalibrierung verwenden</translation>
    </message>
    <message>
        <source>Calibrated on “{source}”</source>
        <translation>Kalibriert an „{source}“</translation>
    </message>
    <message>
        <source>Save the local calibration</source>
        <translation>Lokale Kalibrierung speichern</translation>
    </message>
    <message>
        <source>{stage}: {done} of {total}</source>
        <translation>{stage}: {done} von {total}</translation>
    </message>
    <message>
        <source>Local calibration</source>
        <translation>Lokale Kalibrierung</translation>
    </message>
    <message>
        <source>Analyse the open clip again (F5) to use it.</source>
        <translation>Ein geöffneter Clip wird danach beurteilt, sobald er erneut analysiert wird (F5).</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Open this address in the browser?</source>
        <translation>Diese Adresse im Browser öffnen?</translation>
    </message>
    <message>
        <source>About the detector</source>
        <translation>Über den Detektor</translation>
    </message>
    <message>
        <source>Save the model card</source>
        <translation>Modellkarte speichern</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Clips of the case</source>
        <extracomment>Content of each drawn item; few items of a large case change at a time.</extracomment>
        <translation>Clips des Falls</translation>
    </message>
    <message>
        <source>The file {state}.</source>
        <translation>Die Datei {state}.</translation>
    </message>
    <message>
        <source> (corrected: {count})</source>
        <translation> (korrigiert: {count})</translation>
    </message>
    <message>
        <source>Analysis not finished</source>
        <translation>Analyse nicht abgeschlossen</translation>
    </message>
    <message>
        <source>Not analysed yet</source>
        <translation>Noch nicht analysiert</translation>
    </message>
    <message>
        <source>&amp;Remove from the case</source>
        <translation>Aus dem &amp;Fall entfernen</translation>
    </message>
    <message>
        <source>Restore a removed clip</source>
        <translation>Entfernten Clip wiederherstellen</translation>
    </message>
    <message>
        <source>Clip to restore</source>
        <translation>Clip, der wiederhergestellt wird</translation>
    </message>
    <message>
        <source>By “{detector}”</source>
        <translation>Nach „{detector}“</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>&amp;Tags …</source>
        <translation>&amp;Schlagwörter …</translation>
    </message>
    <message>
        <source>Note on &amp;receipt …</source>
        <translation>Notiz zum &amp;Eingang …</translation>
    </message>
    <message>
        <source>&amp;Locate the file …</source>
        <translation>Datei &amp;suchen …</translation>
    </message>
    <message>
        <source>&amp;Check the file&apos;s hash</source>
        <translation>&amp;Hashwert der Datei prüfen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tags of {clip}, separated by commas</source>
        <translation>Schlagwörter zu {clip}, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Show: {analysis}</source>
        <translation>Zeigen: {analysis}</translation>
    </message>
    <message>
        <source>How, when and from whom {clip} was received</source>
        <translation>Wie {clip} einging, von wem und wann</translation>
    </message>
    <message>
        <source>Note on receipt</source>
        <translation>Notiz zum Eingang</translation>
    </message>
    <message>
        <source>Locate {clip}</source>
        <translation>{clip} suchen</translation>
    </message>
    <message>
        <source>Opening</source>
        <extracomment>Number of recent clips for the estimate of the remaining time.</extracomment>
        <translation>Wird geöffnet</translation>
    </message>
    <message>
        <source>&amp;Undo {act}</source>
        <translation>&amp;Rückgängig: {act}</translation>
    </message>
    <message>
        <source>&amp;Redo {act}</source>
        <translation>&amp;Wiederholen: {act}</translation>
    </message>
    <message>
        <source>Weigh detectors together</source>
        <translation>Detektoren zusammen gewichten</translation>
    </message>
    <message>
        <source>Fusions (*.json)</source>
        <translation>Fusionen (*.json)</translation>
    </message>
    <message>
        <source>No case is open.</source>
        <translation>Es ist kein Fall geöffnet.</translation>
    </message>
    <message>
        <source>Open a clip or a case first.</source>
        <translation>Öffnen Sie zuerst einen Clip oder einen Fall.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Example: Inquiry 2026-17, interview at the harbour</source>
        <translation>etwa: Vorgang 2026-17, Befragung am Hafen</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>question to answer (optional)</source>
        <translation>was herauszufinden ist; darf leer bleiben</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Auftraggeber</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Fragestellung</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Cases (*.fcase);;All files (*)</source>
        <translation>Fälle (*.fcase);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Recent cases</source>
        <translation>&amp;Zuletzt geöffnete Fälle</translation>
    </message>
    <message>
        <source>Analyst</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your name for the log of cases</source>
        <translation>Ihr Name, wie ihn das Protokoll der Fälle nennen soll</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Neuer Fall</translation>
    </message>
    <message>
        <source>Open case</source>
        <translation>Fall öffnen</translation>
    </message>
    <message>
        <source>Save case as</source>
        <translation>Fall speichern unter</translation>
    </message>
    <message>
        <source>“{case}” is opened read-only.</source>
        <translation>„{case}“ ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>{why} You can view everything but save nothing. To work on it, save the case under another name.</source>
        <translation>{why} Alles kann betrachtet werden, doch nichts wird festgehalten: keine Analyse, Notiz oder Korrektur. Um weiterzuarbeiten, speichern Sie den Fall unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>Act</source>
        <extracomment>Events of an analysis with an entry of their own.</extracomment>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Case log</source>
        <translation>Protokoll des Falls</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the rows shown, or those selected, as text</source>
        <translation>Die gezeigten oder gewählten Zeilen als Text kopieren</translation>
    </message>
    <message>
        <source>Spared</source>
        <translation>Verschont</translation>
    </message>
    <message>
        <source>Misses</source>
        <translation>Übersehen</translation>
    </message>
    <message>
        <source>Intended use</source>
        <translation>Verwendungszweck</translation>
    </message>
    <message>
        <source>Out of scope</source>
        <translation>Nicht vorgesehen</translation>
    </message>
    <message>
        <source>Measured on held-out people and clips</source>
        <translation>Gemessen an zurückgehaltenen Personen und Clips</translation>
    </message>
    <message>
        <source>Measured: {name}</source>
        <translation>Gemessen: {name}</translation>
    </message>
    <message>
        <source>Other models on the same test</source>
        <translation>Andere Modelle im selben Test</translation>
    </message>
    <message>
        <source>Ablations</source>
        <translation>Ablationen</translation>
    </message>
    <message>
        <source>Known failures</source>
        <translation>Bekannte Fehler</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Teilmenge</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Verlust im Training</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Verlust in der Validierung</translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation>AUC in der Validierung</translation>
    </message>
    <message>
        <source>Pristine clips at each step of the scale</source>
        <translation>Unverfälschte Clips auf jeder Stufe der Skala</translation>
    </message>
    <message>
        <source>Groups of faces</source>
        <translation>Gruppen von Gesichtern</translation>
    </message>
    <message>
        <source>When it abstains</source>
        <translation>Wann er sich enthält</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>One class</source>
        <translation>Eine Klasse</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Pristine clips</source>
        <translation>Unverfälschte Clips</translation>
    </message>
    <message>
        <source>log10 LR toward “forged”</source>
        <translation>log10 LQ für „gefälscht“</translation>
    </message>
    <message>
        <source>Share (95 %)</source>
        <translation>Anteil (95 %)</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>False alarms (95 %)</source>
        <translation>Fehlalarme (95 %)</translation>
    </message>
    <message>
        <source>Forged clips</source>
        <translation>Gefälschte Clips</translation>
    </message>
    <message>
        <source>Misses (95 %)</source>
        <translation>Übersehen (95 %)</translation>
    </message>
    <message>
        <source>Over twice the mean</source>
        <translation>Über dem Doppelten des Mittels</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Kind left out</source>
        <translation>Ausgelassene Art</translation>
    </message>
    <message>
        <source>What it shows</source>
        <translation>Was er zeigt</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>No case</source>
        <translation>Kein Fall</translation>
    </message>
    <message>
        <source>Open a clip, or create a case with File &gt; New case.</source>
        <translation>Öffnen Sie einen Clip oder legen Sie mit Datei &gt; Neuer Fall einen Fall an, um festzuhalten, was Sie finden.</translation>
    </message>
    <message>
        <source>Unnamed case</source>
        <translation>Fall ohne Namen</translation>
    </message>
    <message>
        <source>Read-only. {why}</source>
        <translation>Nur lesen. {why}</translation>
    </message>
    <message>
        <source>Temporary case for this clip. File &gt; Save case as names it.</source>
        <translation>Nur für diesen Clip angelegt. Datei &gt; Fall speichern unter gibt ihm einen Namen.</translation>
    </message>
    <message>
        <source>Clips ({count})</source>
        <translation>Clips ({count})</translation>
    </message>
    <message>
        <source>Notes ({count})</source>
        <translation>Notizen ({count})</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s), none altered. Last hash: {hash}</source>
        <translation>
            <numerusform>%n Vorgang, nicht verändert. Letzter Hashwert: {hash}</numerusform>
            <numerusform>%n Vorgänge, keiner verändert. Letzter Hashwert: {hash}</numerusform>
        </translation>
    </message>
    <message>
        <source>Finish the current clip, then wait</source>
        <translation>Den laufenden Clip beenden, dann warten</translation>
    </message>
    <message>
        <source>Waiting</source>
        <extracomment>In the case with an unfinished analysis.</extracomment>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Preview of the clip</source>
        <extracomment>Pictures of a clip, milliseconds between them, and their maximum side in pixels. Milliseconds that a row must stay selected before its clip is opened.</extracomment>
        <translation>Vorschau des Clips</translation>
    </message>
    <message>
        <source>Examine</source>
        <translation>Untersuchen</translation>
    </message>
    <message>
        <source>Select a clip to see it here.</source>
        <translation>Wählen Sie einen Clip, um ihn hier zu sehen.</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Not judged yet</source>
        <translation>Noch nicht beurteilt</translation>
    </message>
    <message>
        <source>The clip cannot be shown.</source>
        <translation>Der Clip kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Unfertig</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share}&#xa0;%</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>noch etwa eine Minute</numerusform>
            <numerusform>noch etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>noch etwa eine Stunde</numerusform>
            <numerusform>noch etwa %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Notes and bookmarks</source>
        <translation>Notizen und Lesezeichen</translation>
    </message>
    <message>
        <source>track {number}</source>
        <translation>Spur {number}</translation>
    </message>
    <message>
        <source>frame {number}</source>
        <translation>Einzelbild {number}</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>Drag to what the arrow points at</source>
        <translation>Dorthin ziehen, worauf der Pfeil zeigen soll</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Drag from corner to corner</source>
        <translation>Von Ecke zu Ecke ziehen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Click where the text goes, then type</source>
        <translation>Auf die Stelle klicken und dann schreiben</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Drag a line; its length is shown in pixels</source>
        <translation>Eine Linie ziehen; ihre Länge steht in Pixeln daran</translation>
    </message>
    <message>
        <source>Text on the picture</source>
        <translation>Text im Bild</translation>
    </message>
    <message>
        <source>Note of the bookmark</source>
        <translation>Notiz zum Lesezeichen</translation>
    </message>
    <message>
        <source>Remove the last shape</source>
        <translation>Das zuletzt Gezeichnete entfernen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Pixel for pixel</source>
        <translation>Pixel für Pixel</translation>
    </message>
    <message>
        <source>Keep this picture as a bookmark of the case ({keys})</source>
        <translation>Dieses Bild als Lesezeichen im Fall behalten ({keys})</translation>
    </message>
    <message>
        <source>Save picture …</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>x {x}, y {y}</source>
        <translation>x {x}, y {y}</translation>
    </message>
    <message>
        <source>{length} px long</source>
        <translation>{length} px lang</translation>
    </message>
    <message>
        <source>Annotate frame</source>
        <translation>In Einzelbild zeichnen</translation>
    </message>
    <message>
        <source>Discard what you drew?</source>
        <translation>Zeichnung verwerfen?</translation>
    </message>
    <message>
        <source>Note on the case</source>
        <translation>Notiz zum Fall</translation>
    </message>
    <message>
        <source>Note on the clip</source>
        <translation>Notiz zum Clip</translation>
    </message>
    <message>
        <source>Note on {face}</source>
        <translation>Notiz zu {face}</translation>
    </message>
    <message>
        <source>Note on frame {number}</source>
        <translation>Notiz zu Einzelbild {number}</translation>
    </message>
    <message>
        <source>&amp;Go there</source>
        <translation>&amp;Dorthin gehen</translation>
    </message>
    <message>
        <source>&amp;Edit text …</source>
        <translation>&amp;Wortlaut ändern …</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Source clip</source>
        <extracomment>Results of hashing, by hash, path and file state.</extracomment>
        <translation>Quellclip</translation>
    </message>
    <message>
        <source>{advice} Its results stay in the case; the pictures come from the file.

It was at {path}</source>
        <translation>{advice} Seine Ergebnisse bleiben im Fall; die Bilder kommen aus der Datei.

Sie lag unter {path}</translation>
    </message>
    <message>
        <source>Locate …</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Main</source>
        <extracomment>Largest share of the window&apos;s width for a portrait picture. From the widest to the narrowest. Qt&apos;s largest width of a widget. Words below icons.</extracomment>
        <translation>Hauptleiste</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Search for a command</source>
        <translation>Nach einem Befehl suchen</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>Nach einer Aktion suchen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <extracomment>Property of widgets with the name of their page; children inherit it. Names of the pages, in order; each is a file `NAME.md` in `resources/help`, and in `de` below it. Heading on the page about errors for each kind of error.</extracomment>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Keys of {action}</source>
        <translation>Tasten für {action}</translation>
    </message>
    <message>
        <source>{keys} is used by {actions}.</source>
        <translation>{keys} ist vergeben an {actions}.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Clips (*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg *.mpeg *.ts *.mts *.m2ts *.3gp *.wmv *.flv);;Pictures (*.jpg *.jpeg *.png *.heic *.avif *.webp *.tif *.tiff *.bmp);;All files (*)</source>
        <translation>Clips (*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg *.mpeg *.ts *.mts *.m2ts *.3gp *.wmv *.flv);;Bilder (*.jpg *.jpeg *.png *.heic *.avif *.webp *.tif *.tiff *.bmp);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Deepfake forensics</source>
        <extracomment>Seconds of analysis that are not thrown away without a question.</extracomment>
        <translation>Deepfake-Forensik</translation>
    </message>
    <message>
        <source>The program crashed last time.</source>
        <translation>Das Programm ist beim letzten Mal abgestürzt.</translation>
    </message>
    <message>
        <source>Results in cases are kept. Check whether this computer lacks something, or report the problem.</source>
        <translation>Ergebnisse in Fällen sind erhalten. Prüfen Sie, ob diesem Rechner etwas fehlt, oder melden Sie das Problem.</translation>
    </message>
    <message>
        <source>Check the system …</source>
        <translation>System prüfen …</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Report a problem …</source>
        <translation>Problem melden …</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>{about} ({keys} when done)</source>
        <translation>{about} (fertig: {keys})</translation>
    </message>
    <message>
        <source>No observations.</source>
        <extracomment>Maximum number of frame links of an observation.</extracomment>
        <translation>Nichts ist aufgefallen.</translation>
    </message>
    <message>
        <source>Possible meaning: {reading}</source>
        <translation>Kann bedeuten: {reading}</translation>
    </message>
    <message>
        <source>Innocent cause: {reading}</source>
        <translation>Harmlos: {reading}</translation>
    </message>
    <message>
        <source>Frames {links}</source>
        <translation>Einzelbilder {links}</translation>
    </message>
    <message>
        <source>Search facts</source>
        <translation>In den Angaben suchen</translation>
    </message>
    <message>
        <source>Search the facts of the file</source>
        <translation>In den Angaben zur Datei suchen</translation>
    </message>
    <message>
        <source>Copy everything shown here</source>
        <translation>Alles kopieren, was hier gezeigt wird</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Bit rate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Parameter sets</source>
        <translation>Parametersätze</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Surroundings</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>No matches.</source>
        <translation>Nichts hier enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Open a clip to see its hash, container, streams and observations.</source>
        <translation>Öffnen Sie einen Clip, um Hash, Container, Ströme und Auffälligkeiten zu sehen.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Compare clip</source>
        <translation>Clip vergleichen</translation>
    </message>
    <message>
        <source>Compare the open clip with all cameras of the case</source>
        <translation>Den offenen Clip mit allen Kameras des Falls vergleichen</translation>
    </message>
    <message>
        <source>Compare with files…</source>
        <translation>Mit Dateien vergleichen …</translation>
    </message>
    <message>
        <source>Compare the open clip with clips or pictures of one unknown camera</source>
        <translation>Den offenen Clip mit Clips oder Fotos einer unbekannten Kamera vergleichen</translation>
    </message>
    <message>
        <source>Add camera…</source>
        <translation>Kamera hinzufügen …</translation>
    </message>
    <message>
        <source>Estimate the fingerprint of a camera from its clips or pictures</source>
        <translation>Den Fingerabdruck einer Kamera aus ihren Clips oder Fotos schätzen</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>Clips or pictures of one camera</source>
        <translation>Clips oder Fotos einer Kamera</translation>
    </message>
    <message>
        <source>Add camera</source>
        <translation>Kamera hinzufügen</translation>
    </message>
    <message>
        <source>Name of the camera</source>
        <translation>Name der Kamera</translation>
    </message>
    <message>
        <source>Sensors leave a noise pattern in all pictures of a camera. Add cameras from their clips, then compare the open clip. The verdict does not change.</source>
        <translation>Sensoren hinterlassen in allen Bildern einer Kamera ein Rauschmuster. Fügen Sie Kameras aus ihren Clips hinzu und vergleichen Sie dann den offenen Clip. Der Befund ändert sich nicht.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Files agree</source>
        <translation>Dateien einig</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>one file</source>
        <translation>eine Datei</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Camera, beside the verdict</source>
        <translation>Kamera, neben dem Befund</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>nicht vergleichbar</translation>
    </message>
    <message>
        <source>constant</source>
        <extracomment>Maximum number of frames and tags listed in one value.</extracomment>
        <translation>konstant</translation>
    </message>
    <message>
        <source>constant, with gaps</source>
        <translation>konstant, mit Lücken</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>schwankend</translation>
    </message>
    <message>
        <source>Stream {index}, video</source>
        <translation>Strom {index}, Video</translation>
    </message>
    <message>
        <source>Stream {index}, audio</source>
        <translation>Strom {index}, Ton</translation>
    </message>
    <message>
        <source>Stream {index}, subtitles</source>
        <translation>Strom {index}, Untertitel</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Ströme</translation>
    </message>
    <message>
        <source>Time stamps</source>
        <translation>Zeitstempel</translation>
    </message>
    <message>
        <source>Groups of pictures</source>
        <translation>Bildgruppen</translation>
    </message>
    <message>
        <source>Programs, devices and times</source>
        <translation>Programme, Geräte und Zeiten</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Boxes of the file</source>
        <translation>Boxen der Datei</translation>
    </message>
    <message>
        <source>Content credentials (C2PA)</source>
        <translation>Inhaltsnachweise (C2PA)</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen (teils auf Englisch)</translation>
    </message>
    <message>
        <source>Stream {index}, {kind}</source>
        <translation>Strom {index}, {kind}</translation>
    </message>
    <message>
        <source>Stream {index}, cover picture</source>
        <translation>Strom {index}, Titelbild</translation>
    </message>
    <message>
        <source>level {value}</source>
        <translation>Level {value}</translation>
    </message>
    <message>
        <source>tag “{value}”</source>
        <translation>Kennung „{value}“</translation>
    </message>
    <message>
        <source>pixels {value}</source>
        <translation>Pixel {value}</translation>
    </message>
    <message>
        <source>handler “{value}”</source>
        <translation>Handler „{value}“</translation>
    </message>
    <message>
        <source>mean {rate} frames a second</source>
        <translation>im Mittel {rate} Einzelbilder je Sekunde</translation>
    </message>
    <message>
        <source>stated {rate}</source>
        <translation>angegeben {rate}</translation>
    </message>
    <message>
        <source>usually {usual} ms, {shortest} to {longest} ms</source>
        <translation>meist {usual} ms, {shortest} bis {longest} ms</translation>
    </message>
    <message>
        <source>{shown} shown, {hidden} hidden</source>
        <translation>{shown} gezeigt, {hidden} verborgen</translation>
    </message>
    <message>
        <source>after {frame} ({time} s): {missing}</source>
        <translation>nach {frame} ({time} s): {missing}</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>Abstände</translation>
    </message>
    <message>
        <source>First time stamp</source>
        <translation>Erster Zeitstempel</translation>
    </message>
    <message>
        <source>Frames missing</source>
        <translation>Fehlende Einzelbilder</translation>
    </message>
    <message>
        <source>Same time stamp</source>
        <translation>Gleicher Zeitstempel</translation>
    </message>
    <message>
        <source>No time stamp</source>
        <translation>Kein Zeitstempel</translation>
    </message>
    <message>
        <source>Decoding time falls</source>
        <translation>Dekodierzeit fällt</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>{count} {kind} of {size} kB</source>
        <translation>{count} {kind} zu {size} kB</translation>
    </message>
    <message>
        <source>{groups}; {shortest} to {longest} frames, median {median}</source>
        <translation>{groups}; {shortest} bis {longest} Einzelbilder, Median {median}</translation>
    </message>
    <message>
        <source>usually {count}</source>
        <translation>meist {count}</translation>
    </message>
    <message>
        <source>{count} open</source>
        <translation>{count} offen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Frames, mean size</source>
        <translation>Einzelbilder, mittlere Größe</translation>
    </message>
    <message>
        <source>File type and brands</source>
        <extracomment>Meaning of boxes and chunks by their letters.</extracomment>
        <translation>Dateityp und Marken</translation>
    </message>
    <message>
        <source>Segment type and brands</source>
        <translation>Segmenttyp und Marken</translation>
    </message>
    <message>
        <source>Header of the clip</source>
        <translation>Kopf des Clips</translation>
    </message>
    <message>
        <source>Clip header</source>
        <translation>Clipkopf</translation>
    </message>
    <message>
        <source>Track header</source>
        <translation>Spurkopf</translation>
    </message>
    <message>
        <source>Edit list</source>
        <translation>Schnittliste</translation>
    </message>
    <message>
        <source>Media of a track</source>
        <translation>Medien einer Spur</translation>
    </message>
    <message>
        <source>Media header</source>
        <translation>Medienkopf</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>Handler</translation>
    </message>
    <message>
        <source>Media information</source>
        <translation>Medienangaben</translation>
    </message>
    <message>
        <source>Video header</source>
        <translation>Videokopf</translation>
    </message>
    <message>
        <source>Sound header</source>
        <translation>Tonkopf</translation>
    </message>
    <message>
        <source>Header of other media</source>
        <translation>Kopf anderer Medien</translation>
    </message>
    <message>
        <source>Place of the data</source>
        <translation>Ort der Daten</translation>
    </message>
    <message>
        <source>Sample tables</source>
        <translation>Tabellen der Samples</translation>
    </message>
    <message>
        <source>Sample descriptions</source>
        <translation>Beschreibungen der Samples</translation>
    </message>
    <message>
        <source>Decoding times</source>
        <translation>Dekodierzeiten</translation>
    </message>
    <message>
        <source>Presentation offsets</source>
        <translation>Versatz der Anzeigezeiten</translation>
    </message>
    <message>
        <source>Key frames</source>
        <translation>Schlüsselbilder</translation>
    </message>
    <message>
        <source>Samples of each chunk</source>
        <translation>Samples je Chunk</translation>
    </message>
    <message>
        <source>Sample sizes</source>
        <translation>Größen der Samples</translation>
    </message>
    <message>
        <source>Chunk offsets</source>
        <translation>Positionen der Chunks</translation>
    </message>
    <message>
        <source>Sample groups</source>
        <translation>Gruppen von Samples</translation>
    </message>
    <message>
        <source>H.264 parameter sets</source>
        <translation>H.264-Parametersätze</translation>
    </message>
    <message>
        <source>HEVC parameter sets</source>
        <translation>HEVC-Parametersätze</translation>
    </message>
    <message>
        <source>AV1 configuration</source>
        <translation>AV1-Konfiguration</translation>
    </message>
    <message>
        <source>VP9 configuration</source>
        <translation>VP9-Konfiguration</translation>
    </message>
    <message>
        <source>Decoder configuration</source>
        <translation>Konfiguration des Dekoders</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Pixel aspect ratio</source>
        <translation>Seitenverhältnis der Pixel</translation>
    </message>
    <message>
        <source>Bit rates</source>
        <translation>Bitraten</translation>
    </message>
    <message>
        <source>User data</source>
        <translation>Benutzerdaten</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>Names of metadata</source>
        <translation>Namen der Metadaten</translation>
    </message>
    <message>
        <source>Values of metadata</source>
        <translation>Werte der Metadaten</translation>
    </message>
    <message>
        <source>Value of metadata</source>
        <translation>Wert der Metadaten</translation>
    </message>
    <message>
        <source>Coded frames and sound</source>
        <translation>Kodierte Einzelbilder und Ton</translation>
    </message>
    <message>
        <source>Unused bytes</source>
        <translation>Ungenutzte Bytes</translation>
    </message>
    <message>
        <source>Header of a fragment</source>
        <translation>Kopf eines Fragments</translation>
    </message>
    <message>
        <source>Fragments follow</source>
        <translation>Fragmente folgen</translation>
    </message>
    <message>
        <source>Index of fragments</source>
        <translation>Index der Fragmente</translation>
    </message>
    <message>
        <source>Vendor&apos;s box</source>
        <translation>Box eines Herstellers</translation>
    </message>
    <message>
        <source>Stream header</source>
        <translation>Kopf eines Stroms</translation>
    </message>
    <message>
        <source>Stream format</source>
        <translation>Format eines Stroms</translation>
    </message>
    <message>
        <source>Index of frames</source>
        <translation>Index der Einzelbilder</translation>
    </message>
    <message>
        <source>Index of key frames</source>
        <translation>Index der Schlüsselbilder</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Bit rate mode</source>
        <translation>Art der Bitrate</translation>
    </message>
    <message>
        <source>Frame rate mode</source>
        <translation>Art der Bildrate</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Abtastung</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Gelesen mit</translation>
    </message>
    <message>
        <source>track {number}: {edits}</source>
        <translation>Datenspur {number}: {edits}</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} Byte</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Edit lists</source>
        <translation>Schnittlisten</translation>
    </message>
    <message>
        <source>Maker&apos;s boxes</source>
        <translation>Boxen des Herstellers</translation>
    </message>
    <message>
        <source>Not standard</source>
        <translation>Nicht im Standard</translation>
    </message>
    <message>
        <source>After the end</source>
        <translation>Nach dem Ende</translation>
    </message>
    <message>
        <source>empty for {duration} s</source>
        <translation>leer für {duration} s</translation>
    </message>
    <message>
        <source>from {start} s for {duration} s</source>
        <translation>ab {start} s für {duration} s</translation>
    </message>
    <message>
        <source>at rate {rate}</source>
        <translation>mit Tempo {rate}</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Erstellt mit</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signiert von</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>Signiert am</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>Erstellt aus</translation>
    </message>
    <message>
        <source>Did not pass</source>
        <translation>Nicht bestanden</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Surroundings, beside the verdict</source>
        <translation>Umgebung, neben dem Befund</translation>
    </message>
    <message>
        <source>Coding, beside the verdict</source>
        <translation>Kodierung, neben dem Befund</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n Einzelbild</numerusform>
            <numerusform>%n Einzelbilder</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} bytes</source>
        <translation>{size} Byte</translation>
    </message>
    <message>
        <source>{width} × {height} px, rotation flag {angle}°</source>
        <translation>{width} × {height} px, Drehangabe {angle}°</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Einzelbilder</translation>
    </message>
    <message>
        <source>{usable} of {scored} usable</source>
        <translation>{usable} von {scored} verwendbar</translation>
    </message>
    <message>
        <source>by the analyst on frame {frame}</source>
        <translation>von Hand in Einzelbild {frame}</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezeichnet</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Einzelbild</translation>
    </message>
    <message>
        <source>{frame} of 0 to {last}</source>
        <translation>{frame} von 0 bis {last}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>{frames} at {rate} per second, {seconds} s</source>
        <translation>{frames}, {rate} je Sekunde, {seconds} s</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Tag {name}</source>
        <translation>Eintrag {name}</translation>
    </message>
    <message>
        <source>Observations about the file</source>
        <translation>Beobachtungen an der Datei</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>Detektor</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Sizes of frames and bit rate over time</source>
        <extracomment>Maximum number of marked key frames in view. Units; the plot is drawn in the first of each. Maximum bar width in pixels; wide pens are slow.</extracomment>
        <translation>Größen der Einzelbilder und Bitrate über die Zeit</translation>
    </message>
    <message>
        <source>Frame {frame}, {seconds} s: {kind}, {size} bytes</source>
        <translation>Einzelbild {frame}, {seconds} s: {kind}, {size} Byte</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) here: {rate} kbit/s</source>
        <translation>
            <numerusform>in dieser Sekunde {rate} kbit/s</numerusform>
            <numerusform>in diesen %n Sekunden {rate} kbit/s</numerusform>
        </translation>
    </message>
    <message>
        <source>Frame sizes appear when the clip has been read.</source>
        <translation>Die Größen der Einzelbilder erscheinen, sobald der Clip gelesen ist.</translation>
    </message>
    <message>
        <source>Frames {kinds}</source>
        <translation>Einzelbilder {kinds}</translation>
    </message>
    <message>
        <source>PDF report</source>
        <translation>PDF-Bericht</translation>
    </message>
    <message>
        <source>table of frames</source>
        <translation>Tabelle der Einzelbilder</translation>
    </message>
    <message>
        <source>evidence package</source>
        <translation>Beweispaket</translation>
    </message>
    <message>
        <source>Letterhead: {folder}</source>
        <translation>Briefkopf: {folder}</translation>
    </message>
    <message>
        <source>No letterhead</source>
        <translation>Kein Briefkopf</translation>
    </message>
    <message>
        <source>Signed with {key}</source>
        <translation>Signiert mit {key}</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>Nicht signiert</translation>
    </message>
    <message>
        <source>Folder with laboratory.toml and the logo</source>
        <translation>Ordner mit laboratory.toml und dem Logo</translation>
    </message>
    <message>
        <source>Reports use no template</source>
        <translation>Berichte tragen keine Vorlage</translation>
    </message>
    <message>
        <source>Reports use the template in {folder}</source>
        <translation>Berichte tragen die Vorlage in {folder}</translation>
    </message>
    <message>
        <source>Export {kind}</source>
        <translation>{kind} exportieren</translation>
    </message>
    <message>
        <source>Pause</source>
        <extracomment>Milliseconds for which changes are collected before the table is updated. Actions with buttons on the page, and their short labels.</extracomment>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove from the queue</source>
        <translation>Aus der Schlange nehmen</translation>
    </message>
    <message>
        <source>Remove from the case</source>
        <translation>Aus dem Fall entfernen</translation>
    </message>
    <message>
        <source>Retry failed clips</source>
        <translation>Fehlgeschlagene erneut</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>CSV exportieren</translation>
    </message>
    <message>
        <source>Select a clip of the case first.</source>
        <translation>Wählen Sie zuerst einen Clip des Falls.</translation>
    </message>
    <message>
        <source>Export PDF</source>
        <translation>PDF exportieren</translation>
    </message>
    <message>
        <source>table of clips</source>
        <translation>Tabelle der Clips</translation>
    </message>
    <message>
        <source>PDF on all clips</source>
        <translation>PDF zu allen Clips</translation>
    </message>
    <message>
        <source>Writing {file} …</source>
        <translation>{file} wird geschrieben …</translation>
    </message>
    <message>
        <source>Only a frame of an analysis in a writable case can be bookmarked.</source>
        <translation>Ein Lesezeichen braucht eine Analyse in einem Fall, in den geschrieben werden kann.</translation>
    </message>
    <message>
        <source>Annotate frame {number}</source>
        <translation>In Einzelbild {number} zeichnen</translation>
    </message>
    <message>
        <source>Annotated frame (*.png)</source>
        <translation>Einzelbild mit Zeichnung (*.png)</translation>
    </message>
    <message>
        <source>Wrote {file}</source>
        <translation>{file} geschrieben</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>In der Anleitung suchen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Show or hide the panel “{panel}”</source>
        <extracomment>Increase when panels are added or removed, to invalidate stored arrangements. Property of tab bars that are connected.</extracomment>
        <translation>Das Feld „{panel}“ zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Double-click or drag a tab to detach its panel.</source>
        <translation>Doppelklicken oder ziehen Sie einen Reiter, um seinen Bereich abzulösen.</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Verdict</source>
        <extracomment>Frame to show once the clip can be played. Clip and frame on screen before the last one was opened.</extracomment>
        <translation>Befund</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>log10 LR</source>
        <translation>log10 LQ</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Sorted by suspicion: evidence of manipulation, inconclusive, evidence against manipulation, each by likelihood ratio; clips without a ratio last</source>
        <translation>Nach Verdacht sortiert: Hinweise auf Manipulation, dann nicht Entscheidbares, dann Hinweise dagegen, jeweils nach dem Likelihood-Quotienten; Clips ohne ihn folgen</translation>
    </message>
    <message>
        <source>log10 of the likelihood ratio; above 0 supports manipulation</source>
        <translation>log10 des Likelihood-Quotienten; über 0 spricht er für Manipulation</translation>
    </message>
    <message>
        <source>Number of face tracks with a verdict</source>
        <translation>Spuren von Gesichtern, die beurteilt wurden</translation>
    </message>
    <message>
        <source>Length of the clip in minutes and seconds</source>
        <translation>Des Clips, Minuten und Sekunden</translation>
    </message>
    <message>
        <source>Start of the last analysis, or time of failure</source>
        <translation>Die letzte Analyse begann, oder der Clip schlug fehl</translation>
    </message>
    <message>
        <source>Embedding</source>
        <extracomment>Maximum number of corners of a lasso; more do not improve it. Maximum distance of the pointer from a dot&apos;s centre, in pixels. Radius of a face&apos;s dot, and of dots in a crowded plot.</extracomment>
        <translation>Einbettung</translation>
    </message>
    <message>
        <source>Score over time</source>
        <extracomment>Steps of the horizontal scroll bar over the whole clip.</extracomment>
        <translation>Bewertung über die Zeit</translation>
    </message>
    <message>
        <source>Face strip</source>
        <translation>Gesichterstreifen</translation>
    </message>
    <message>
        <source>Re&amp;cent clips</source>
        <translation>&amp;Letzte Clips</translation>
    </message>
    <message>
        <source>{clip} – Deepfake forensics</source>
        <translation>{clip} – Deepfake-Forensik</translation>
    </message>
    <message>
        <source>Reading the clip</source>
        <translation>Clip wird gelesen</translation>
    </message>
    <message>
        <source>An analysis is running. Stop it or wait.</source>
        <translation>Eine Analyse läuft. Brechen Sie sie ab oder warten Sie.</translation>
    </message>
    <message>
        <source>Open a clip first.</source>
        <translation>Öffnen Sie zuerst einen Clip.</translation>
    </message>
    <message>
        <source>Open clip</source>
        <translation>Clip öffnen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Plug-ins: {names}</source>
        <translation>Erweiterungen: {names}</translation>
    </message>
    <message>
        <source>The running analysis will start again next time.</source>
        <translation>Die laufende Analyse beginnt beim nächsten Mal von vorn.</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting clip(s) will not be analysed.</source>
        <translation>
            <numerusform>%n wartender Clip wird nicht analysiert.</numerusform>
            <numerusform>%n wartende Clips werden nicht analysiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Video stream</source>
        <translation>Videostrom</translation>
    </message>
    <message>
        <source>Stream to analyse</source>
        <translation>Zu analysierender Strom</translation>
    </message>
    <message>
        <source>Analyse a folder</source>
        <translation>Ordner analysieren</translation>
    </message>
    <message>
        <source>No clip found in this folder.</source>
        <translation>Dort wurde kein Clip gefunden.</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>&lt;h2&gt;Deepfake forensics {version}&lt;/h2&gt;&lt;p&gt;Finds, explains and reports manipulated faces in video. MIT licence.&lt;/p&gt;&lt;p&gt;After A. Kumar and A. Bhavsar, &lt;i&gt;Detecting Deepfakes with Metric Learning&lt;/i&gt;, 2020.&lt;/p&gt;</source>
        <translation>&lt;h2&gt;Deepfake-Forensik {version}&lt;/h2&gt;&lt;p&gt;Findet, erklärt und berichtet manipulierte Gesichter in Videos. MIT-Lizenz.&lt;/p&gt;&lt;p&gt;Nach A. Kumar und A. Bhavsar, &lt;i&gt;Detecting Deepfakes with Metric Learning&lt;/i&gt;, 2020.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über das Programm</translation>
    </message>
    <message>
        <source>Position</source>
        <extracomment>Actions in the menu of each button.</extracomment>
        <translation>Position</translation>
    </message>
    <message>
        <source>Go to a frame, time or PTS (Ctrl+G)</source>
        <translation>Zu einem Einzelbild, einer Zeit oder einem PTS gehen (Strg+G)</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>Geschwindigkeit der Wiedergabe</translation>
    </message>
    <message>
        <source>Playback speed ([ and ])</source>
        <translation>Geschwindigkeit der Wiedergabe; [ und ] ändern sie</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Play or repeat a part of the clip, marked with I and O</source>
        <translation>Einen Teil des Clips abspielen oder wiederholen: I und O markieren ihn</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom: also with the wheel; drag to move the picture</source>
        <translation>Zoom: auch mit dem Mausrad; Ziehen verschiebt das Bild</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>Einblendungen</translation>
    </message>
    <message>
        <source>Choose what is drawn over the picture</source>
        <extracomment>Menus of the toolbar: tip and actions.</extracomment>
        <translation>Was über das Bild gezeichnet wird</translation>
    </message>
    <message>
        <source>A second picture beside the first</source>
        <translation>Ein zweites Bild neben dem ersten</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Tonwerte</translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma of the pictures on screen</source>
        <translation>Helligkeit, Kontrast und Gamma der Bilder auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Opacity of Grad-CAM</source>
        <extracomment>Layers and their defaults. The colour map of `engine.analysis.gradcam.colourise`.</extracomment>
        <translation>Deckkraft von Grad-CAM</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Fit {share}%</source>
        <translation>Ganz {share} %</translation>
    </message>
    <message>
        <source>{share}%</source>
        <translation>{share} %</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Second {second} has no frame {frame}.</source>
        <translation>Sekunde {second} hat kein Einzelbild {frame}.</translation>
    </message>
    <message>
        <source>Frame, time or PTS to go to</source>
        <translation>Ziel: Einzelbild, Zeit oder PTS</translation>
    </message>
    <message>
        <source>Frame, time or PTS</source>
        <translation>Einzelbild, Zeit oder PTS</translation>
    </message>
    <message>
        <source>little</source>
        <translation>wenig</translation>
    </message>
    <message>
        <source>much</source>
        <translation>viel</translation>
    </message>
    <message>
        <source>Raised the score: </source>
        <translation>Erhöhte die Bewertung: </translation>
    </message>
    <message>
        <source>It does not show what was edited.</source>
        <translation>Zeigt nicht, was bearbeitet wurde.</translation>
    </message>
    <message>
        <source>No place in the clip was named.</source>
        <translation>Es wurde keine Stelle im Clip genannt.</translation>
    </message>
    <message>
        <source>Write for example --at 0,120,4.2s,pts=61440.</source>
        <translation>Schreiben Sie zum Beispiel --at 0,120,4.2s,pts=61440.</translation>
    </message>
    <message>
        <source>No frame has the time stamp {pts}.</source>
        <translation>Kein Einzelbild hat den Zeitstempel {pts}.</translation>
    </message>
    <message>
        <source>They go from {first} to {last}; name a frame or a time instead.</source>
        <translation>Sie reichen von {first} bis {last}; nennen Sie stattdessen ein Einzelbild oder eine Zeit.</translation>
    </message>
    <message>
        <source>&apos;{place}&apos; is not a place in a clip.</source>
        <translation>„{place}“ ist keine Stelle in einem Clip.</translation>
    </message>
    <message>
        <source>Write a frame (120), frames (10-40), seconds (4.2s), a time (1:02.5) or pts=61440.</source>
        <translation>Schreiben Sie ein Einzelbild (120), Einzelbilder (10-40), Sekunden (4.2s), eine Zeit (1:02.5) oder pts=61440.</translation>
    </message>
    <message>
        <source>There is no frame {frame} (&apos;{place}&apos;).</source>
        <translation>Es gibt kein Einzelbild {frame} („{place}“).</translation>
    </message>
    <message>
        <source>The clip has frames 0 to {last}.</source>
        <translation>Der Clip hat die Einzelbilder 0 bis {last}.</translation>
    </message>
    <message>
        <source>The clip ends before {place}.</source>
        <translation>Der Clip endet vor {place}.</translation>
    </message>
    <message>
        <source>Its last frame is at {last} s.</source>
        <translation>Sein letztes Einzelbild liegt bei {last} s.</translation>
    </message>
    <message>
        <source>The clip has PTS {first} to {last}.</source>
        <translation>Der Clip hat PTS {first} bis {last}.</translation>
    </message>
    <message>
        <source>Examples:   {examples}</source>
        <translation>Schreiben Sie es wie eines von diesen:   {examples}</translation>
    </message>
    <message>
        <source>The last frame is at {time}.</source>
        <translation>Das letzte Einzelbild wird bei {time} gezeigt.</translation>
    </message>
    <message>
        <source>Video picture</source>
        <translation>Videobild</translation>
    </message>
    <message>
        <source>Position in the clip</source>
        <translation>Position im Clip</translation>
    </message>
    <message>
        <source>Under the pointer</source>
        <translation>Unter dem Zeiger</translation>
    </message>
    <message>
        <source>{time}   frame {frame} / {last}</source>
        <translation>{time}   Bild {frame} / {last}</translation>
    </message>
    <message>
        <source>PTS {stamp} (restated)</source>
        <translation>PTS {stamp} (ersetzt)</translation>
    </message>
    <message>
        <source>PTS {stamp}</source>
        <translation>PTS {stamp}</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>kein Gesicht</translation>
    </message>
    <message>
        <source>log10 LR {ratio}</source>
        <extracomment>Preference key. Selectable languages by code, each in its own name.
----------
Heights of the strips below a curve, and the gaps around them. Columns required for drawing a point as a dot. Width of a label that is not available for text.</extracomment>
        <translation>log10 LQ {ratio}</translation>
    </message>
    <message>
        <source>score {ratio}, not calibrated</source>
        <translation>Score {ratio}, nicht kalibriert</translation>
    </message>
    <message>
        <source>{score} (not usable)</source>
        <translation>{score} (nicht verwendbar)</translation>
    </message>
    <message>
        <source>not scored</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>detected with {share} %</source>
        <translation>erkannt mit {share} %</translation>
    </message>
    <message>
        <source>Selection</source>
        <extracomment>Milliseconds to wait, so that playback and scrubbing do not lay out text for every frame.</extracomment>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Open a clip to see the values of what you select.</source>
        <translation>Öffnen Sie einen Clip, um die Werte Ihrer Auswahl zu sehen.</translation>
    </message>
    <message>
        <source>Face on this frame</source>
        <translation>Gesicht in diesem Einzelbild</translation>
    </message>
    <message>
        <source>not visible</source>
        <translation>nicht zu sehen</translation>
    </message>
    <message>
        <source>interpolated</source>
        <translation>interpoliert</translation>
    </message>
    <message>
        <source>{width} × {height} px</source>
        <translation>{width} × {height} px</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Default for cards without this section.</extracomment>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <source>Yaw (°)</source>
        <translation>Drehung (°)</translation>
    </message>
    <message>
        <source>Pitch (°)</source>
        <translation>Neigung (°)</translation>
    </message>
    <message>
        <source>Blockiness</source>
        <translation>Blockbildung</translation>
    </message>
    <message>
        <source>sharpness {value}</source>
        <translation>Schärfe {value}</translation>
    </message>
    <message>
        <source>yaw {value}°</source>
        <translation>Drehung {value}°</translation>
    </message>
    <message>
        <source>blockiness {value}</source>
        <translation>Blockbildung {value}</translation>
    </message>
    <message>
        <source>Loudness; click to go to a moment</source>
        <translation>Lautstärke des Tons; ein Klick führt dorthin</translation>
    </message>
    <message>
        <source>Original</source>
        <extracomment>Kind, label and explanation.</extracomment>
        <translation>Original</translation>
    </message>
    <message>
        <source>The picture without overlays</source>
        <translation>Das Bild, wie es ist, ohne Einblendungen</translation>
    </message>
    <message>
        <source>Regions that raised the score of the selected face; computed while paused</source>
        <translation>Woher die Bewertung des gewählten Gesichts kommt; wird berechnet, solange die Wiedergabe ruht</translation>
    </message>
    <message>
        <source>Error level</source>
        <translation>Kompressionsfehler</translation>
    </message>
    <message>
        <source>Noise residual</source>
        <translation>Rauschanteil</translation>
    </message>
    <message>
        <source>Noise map</source>
        <translation>Rauschkarte</translation>
    </message>
    <message>
        <source>Noise of each block, from black for the least to white for the most. A face with another history may differ from its surroundings; texture counts too</source>
        <translation>Rauschen jedes Blocks, von Schwarz für das schwächste bis Weiß für das stärkste. Ein Gesicht mit anderer Vorgeschichte kann sich von seiner Umgebung unterscheiden; auch Textur zählt</translation>
    </message>
    <message>
        <source>Difference to previous</source>
        <translation>Unterschied zum vorigen</translation>
    </message>
    <message>
        <source>Difference to a copy saved as JPEG, amplified. Shows where to look; edges and text are bright in pristine pictures too</source>
        <translation>Unterschied zu einer als JPEG gespeicherten Kopie, verstärkt. Zeigt, wo sich das Hinsehen lohnt; Kanten und Schrift sind auch in unveränderten Bildern hell</translation>
    </message>
    <message>
        <source>Noise and finest detail, amplified. Generated faces are often smoother than their surroundings; strong compression hides this</source>
        <translation>Rauschen und feinste Details, verstärkt. Erzeugte Gesichter sind oft glatter als ihre Umgebung; starke Kompression verbirgt das</translation>
    </message>
    <message>
        <source>Details of one size</source>
        <translation>Details einer Größe</translation>
    </message>
    <message>
        <source>One band of frequencies, amplified. Blended and enlarged parts lack the finest details of their surroundings</source>
        <translation>Ein Band von Frequenzen, verstärkt. Eingeblendeten und vergrößerten Teilen fehlen die feinsten Details ihrer Umgebung</translation>
    </message>
    <message>
        <source>Sharpened</source>
        <translation>Geschärft</translation>
    </message>
    <message>
        <source>The picture with its details strengthened</source>
        <translation>Das Bild mit verstärkten Details</translation>
    </message>
    <message>
        <source>Difference to the previous frame, amplified. Repeated frames are black</source>
        <translation>Unterschied zum vorigen Einzelbild, verstärkt. Wiederholte Einzelbilder sind schwarz</translation>
    </message>
    <message>
        <source>Block types</source>
        <translation>Blockarten</translation>
    </message>
    <message>
        <source>How each block is predicted: from its own frame, from others, or copied unchanged</source>
        <translation>Wie jeder Block vorhergesagt wird: aus dem eigenen Einzelbild, aus anderen oder unverändert kopiert</translation>
    </message>
    <message>
        <source>Quantiser</source>
        <translation>Quantisierer</translation>
    </message>
    <message>
        <source>How coarsely each block is stored. A part with another history may differ from its surroundings; encoders vary it with the content too</source>
        <translation>Wie grob jeder Block gespeichert ist. Ein Teil mit anderer Vorgeschichte kann sich von der Umgebung abheben; Encoder ändern ihn auch mit dem Inhalt</translation>
    </message>
    <message>
        <source>Motion vectors</source>
        <translation>Bewegungsvektoren</translation>
    </message>
    <message>
        <source>Where each block is copied from</source>
        <translation>Woher jeder Block kopiert wird</translation>
    </message>
    <message>
        <source>This frame, held</source>
        <translation>Dieses Einzelbild</translation>
    </message>
    <message>
        <source>Holds this frame to compare it with others</source>
        <translation>Bleibt hier stehen, während das erste Bild weitergeht, um zwei Einzelbilder zu vergleichen</translation>
    </message>
    <message>
        <source>Another clip</source>
        <translation>Anderer Clip</translation>
    </message>
    <message>
        <source>A reference clip, synchronised with this one</source>
        <translation>Eine Referenz neben dem fraglichen Clip, im Gleichschritt mit ihm</translation>
    </message>
    <message>
        <source>Choose a clip to compare with</source>
        <translation>Wählen Sie einen Clip zum Vergleich</translation>
    </message>
    <message>
        <source>Second picture</source>
        <extracomment>Kinds that the decoding thread computes from the frame.</extracomment>
        <translation>Zweites Bild</translation>
    </message>
    <message>
        <source>What the second picture shows</source>
        <translation>Was das zweite Bild zeigt</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Synchronisation with the other clip</source>
        <translation>Wie der andere Clip Schritt hält</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>nach Zeit</translation>
    </message>
    <message>
        <source>by frame</source>
        <translation>nach Bildern</translation>
    </message>
    <message>
        <source>Offset of the other clip</source>
        <translation>Versatz des anderen Clips</translation>
    </message>
    <message>
        <source>Offset of the other clip; negative if it is behind</source>
        <translation>Wie weit der andere Clip voraus ist; unter 0: zurück</translation>
    </message>
    <message>
        <source>Close the second picture (Alt+0)</source>
        <translation>Das zweite Bild schließen (Alt+0)</translation>
    </message>
    <message>
        <source>Not available during backwards playback.</source>
        <translation>Wird beim Rückwärtsspielen nicht berechnet.</translation>
    </message>
    <message>
        <source>Reading {file} …</source>
        <translation>{file} wird gelesen …</translation>
    </message>
    <message>
        <source>{file}: choose another</source>
        <translation>{file}: anderen wählen</translation>
    </message>
    <message>
        <source> frames</source>
        <translation> Bilder</translation>
    </message>
    <message>
        <source>frame {frame}   {time}</source>
        <translation>Bild {frame}   {time}</translation>
    </message>
    <message>
        <source>Add to a training folder</source>
        <translation>In einen Trainingsordner aufnehmen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>&amp;Real</source>
        <translation>&amp;Echt</translation>
    </message>
    <message>
        <source>&amp;Fake</source>
        <translation>&amp;Gefälscht</translation>
    </message>
    <message>
        <source>Label by what you know, not by the verdict. A detector trained on its own verdicts repeats its mistakes.</source>
        <translation>Die Kennzeichnung ist Ihr Wissen, nicht der Befund: Ein Detektor, der aus seinen eigenen Befunden lernt, lernt seine eigenen Fehler.</translation>
    </message>
    <message numerus="yes">
        <source>Add %n face(s)</source>
        <translation>
            <numerusform>%n Gesicht aufnehmen</numerusform>
            <numerusform>%n Gesichter aufnehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Training folder</source>
        <translation>Trainingsordner</translation>
    </message>
    <message>
        <source>Track</source>
        <extracomment>Resolution of the score&apos;s colour in log10 LR.</extracomment>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Score a range densely</source>
        <extracomment>Proposed seconds if no range is marked.</extracomment>
        <translation>Bereich dicht bewerten</translation>
    </message>
    <message>
        <source>What will be scored</source>
        <translation>Was bewertet wird</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Score the range</source>
        <translation>Bereich bewerten</translation>
    </message>
    <message>
        <source>Scores every tracked face in the range, at most {most} per track and {seconds} s. The analysis of the whole clip stays in the case.</source>
        <translation>Bewertet jedes verfolgte Gesicht des Bereichs, höchstens {most} je Spur in {seconds} s. Die Analyse des ganzen Clips bleibt im Fall.</translation>
    </message>
    <message>
        <source>Analyse with settings</source>
        <translation>Mit Einstellungen analysieren</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Analysieren</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Bis</translation>
    </message>
    <message>
        <source>&amp;Smallest face to search for</source>
        <translation>&amp;Kleinstes gesuchtes Gesicht</translation>
    </message>
    <message>
        <source>Smallest face that &amp;counts</source>
        <translation>Kleinstes Gesicht, das &amp;zählt</translation>
    </message>
    <message>
        <source>Search in every &amp;n-th frame</source>
        <translation>In jedem &amp;n-ten Einzelbild suchen</translation>
    </message>
    <message>
        <source>Faces to score per track and 20 &amp;seconds</source>
        <translation>Bewertete Gesichter je Spur und 20 &amp;Sekunden</translation>
    </message>
    <message>
        <source>Faces below 48 px are judged less reliably. Earlier analyses stay in the case.</source>
        <translation>Gesichter unter 48 px werden weniger verlässlich beurteilt. Frühere Analysen bleiben im Fall.</translation>
    </message>
    <message>
        <source>The end of the range is before its start.</source>
        <translation>Der Bereich endet, bevor er beginnt.</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s).</source>
        <translation>
            <numerusform>%n Einzelbild.</numerusform>
            <numerusform>%n Einzelbilder.</numerusform>
        </translation>
    </message>
    <message>
        <source>No face found in this range so far.</source>
        <translation>Dort wurde bisher kein Gesicht gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>Up to %n face(s) will be scored; {before} were scored before.</source>
        <translation>
            <numerusform>Bis zu %n Gesicht wird bewertet; bisher wurden {before} bewertet.</numerusform>
            <numerusform>Bis zu %n Gesichter werden bewertet; bisher wurden {before} bewertet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Small: reference, {dot1} pristine {dot2} forged.</source>
        <translation>Klein: Referenz, {dot1} unverfälscht {dot2} gefälscht.</translation>
    </message>
    <message>
        <source>{dot1} for manipulation {dot2} neutral {dot3} against</source>
        <translation>{dot1} spricht für Manipulation {dot2} für keines {dot3} dagegen</translation>
    </message>
    <message>
        <source>{dot1} as forged {dot2} undecided {dot3} as pristine</source>
        <translation>{dot1} als gefälscht {dot2} unentschieden {dot3} als unverfälscht</translation>
    </message>
    <message>
        <source>first {dots} last</source>
        <translation>erste {dots} letzte</translation>
    </message>
    <message>
        <source>Large: this clip, {clip}.</source>
        <translation>Groß: dieser Clip, {clip}.</translation>
    </message>
    <message>
        <source>no faces</source>
        <translation>keine Gesichter</translation>
    </message>
    <message>
        <source>Highest score first</source>
        <translation>Höchste Bewertung zuerst</translation>
    </message>
    <message>
        <source>Lowest score first</source>
        <translation>Niedrigste Bewertung zuerst</translation>
    </message>
    <message>
        <source>Earliest first</source>
        <translation>Früheste zuerst</translation>
    </message>
    <message>
        <source>Most similar first</source>
        <translation>Ähnlichste zuerst</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>Kontaktbogen</translation>
    </message>
    <message numerus="yes">
        <source>{chosen} of %n face(s)</source>
        <translation>
            <numerusform>{chosen} von %n Gesicht</numerusform>
            <numerusform>{chosen} von %n Gesichtern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n Gesicht</numerusform>
            <numerusform>%n Gesichter</numerusform>
        </translation>
    </message>
    <message>
        <source>Tag faces</source>
        <translation>Gesichter kennzeichnen</translation>
    </message>
    <message numerus="yes">
        <source>Tag for %n face(s)</source>
        <translation>
            <numerusform>Ein, zwei Worte zu %n Gesicht</numerusform>
            <numerusform>Ein, zwei Worte zu %n Gesichtern</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing faces</source>
        <translation>Gesichter werden geschrieben</translation>
    </message>
    <message>
        <source>Stopped; no face was added</source>
        <translation>Angehalten; kein Gesicht wurde aufgenommen</translation>
    </message>
    <message>
        <source>Added {count} as real to {folder}</source>
        <translation>{count} als echt in {folder} aufgenommen</translation>
    </message>
    <message>
        <source>Added {count} as fake to {folder}</source>
        <translation>{count} als gefälscht in {folder} aufgenommen</translation>
    </message>
    <message>
        <source>Selected faces</source>
        <translation>Gewählte Gesichter</translation>
    </message>
    <message>
        <source>Faces similar to track {track}, frame {frame}</source>
        <translation>Wem das Gesicht der Spur {track} in Einzelbild {frame} ähnelt</translation>
    </message>
    <message>
        <source>&amp;Tag in the case …</source>
        <translation>Im &amp;Fall kennzeichnen …</translation>
    </message>
    <message>
        <source>Add to &amp;training folder …</source>
        <translation>In &amp;Trainingsordner aufnehmen …</translation>
    </message>
    <message>
        <source>Save the selected faces, or all shown, as pictures labelled real or fake</source>
        <translation>Die gewählten oder alle gezeigten Gesichter als Bilder schreiben, gekennzeichnet als echt oder gefälscht</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Tag the selected faces, or all shown, in the case</source>
        <translation>Die gewählten oder alle gezeigten Gesichter im Fall notieren</translation>
    </message>
    <message>
        <source>The clip is not in a writable case</source>
        <translation>Der Clip gehört zu keinem Fall, in den geschrieben werden kann</translation>
    </message>
    <message>
        <source>distance {value}</source>
        <translation>Abstand {value}</translation>
    </message>
    <message>
        <source>{track}: frame {frame}</source>
        <translation>{track}: Bild {frame}</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Near in the embedding means that they look similar to the detector, not that they were made the same way. The verdict does not use this list.</source>
        <translation>Nähe in der Einbettung heißt, dass der Detektor sie ähnlich sieht, nicht, dass sie gleich entstanden sind. Der Befund beruht nicht auf dieser Liste.</translation>
    </message>
    <message>
        <source>Nearest reference faces</source>
        <translation>Nächste bekannte Gesichter</translation>
    </message>
    <message>
        <source>forged</source>
        <translation>gefälscht</translation>
    </message>
    <message>
        <source>pristine</source>
        <translation>unverfälscht</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Analyse a clip to compare its faces with reference faces.</source>
        <extracomment>The first is the default; the others take seconds and a process of their own. Shown until another projection is ready: UMAP first compiles for ten seconds.</extracomment>
        <translation>Ist ein Clip beurteilt, stehen seine Gesichter hier unter bekannten.</translation>
    </message>
    <message>
        <source>Projection</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Färben nach</translation>
    </message>
    <message>
        <source>by</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>No face was scored</source>
        <translation>Kein Gesicht wurde bewertet</translation>
    </message>
    <message>
        <source>computing {method} …</source>
        <translation>{method} wird berechnet …</translation>
    </message>
    <message>
        <source>Showing {first}; computing {method} …</source>
        <translation>Vorerst {first}; {method} wird berechnet …</translation>
    </message>
    <message>
        <source>{method} could not be computed</source>
        <translation>{method} konnte nicht berechnet werden</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s). Click: go to frame. Right click: similar faces. Shift and drag: select.</source>
        <translation>
            <numerusform>%n Gesicht. Klick: hingehen. Rechtsklick: wem ähnelt es? Umschalt und Ziehen: auswählen.</numerusform>
            <numerusform>%n Gesichter. Klick: hingehen. Rechtsklick: wem ähnelt es? Umschalt und Ziehen: auswählen.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go to this frame</source>
        <translation>Zu diesem &amp;Einzelbild gehen</translation>
    </message>
    <message>
        <source>reference, forged</source>
        <translation>Referenz, gefälscht</translation>
    </message>
    <message>
        <source>reference, pristine</source>
        <translation>Referenz, unverfälscht</translation>
    </message>
    <message>
        <source>Each face gets a lane here</source>
        <extracomment>Seconds after which no further curve is created in one repaint.</extracomment>
        <translation>Jedes gefundene Gesicht hat hier eine Zeile</translation>
    </message>
    <message>
        <source>scoring …</source>
        <extracomment>Heights in logical pixels.</extracomment>
        <translation>wird bewertet …</translation>
    </message>
    <message>
        <source>Excluded: {reason}</source>
        <translation>Ausgeschlossen: {reason}</translation>
    </message>
    <message>
        <source>Shot cut</source>
        <translation>Schnitt</translation>
    </message>
    <message>
        <source>{seconds} s, frame {frame}</source>
        <extracomment>Maximum distance of the pointer from a mark or point, in pixels.</extracomment>
        <translation>{seconds} s, Einzelbild {frame}</translation>
    </message>
    <message>
        <source>Not usable: {reasons}</source>
        <translation>Zählt nicht: {reasons}</translation>
    </message>
    <message>
        <source>excluded by the analyst</source>
        <translation>von Hand ausgeschlossen</translation>
    </message>
    <message>
        <source>Out-of-distribution: unlike the training faces</source>
        <translation>Unähnlich den Gesichtern, mit denen der Detektor trainiert wurde</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>ausgeschlossen</translation>
    </message>
    <message>
        <source>excluded by the analyst: {reason}</source>
        <translation>von Hand ausgeschlossen: {reason}</translation>
    </message>
    <message>
        <source>Track ends here</source>
        <translation>Das Gesicht geht hier verloren</translation>
    </message>
    <message>
        <source>No face here</source>
        <translation>Das Gesicht ist hier nicht zu sehen</translation>
    </message>
    <message>
        <source>Face tracked</source>
        <translation>Das Gesicht ist zu sehen</translation>
    </message>
    <message>
        <source>Interpolated between two detections</source>
        <translation>Das Gesicht wurde hier nicht gesucht; sein Ort ist zwischen zwei Einzelbildern interpoliert</translation>
    </message>
    <message>
        <source>{begin} – {end} s not usable: {fault} at the worst frame</source>
        <translation>{begin} – {end} s konnten nicht zählen: {fault}, im schlimmsten Fall</translation>
    </message>
    <message>
        <source>The picture</source>
        <extracomment>Stops: attributes of the main window, title, text.</extracomment>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>A box marks every face in the colour of its score. Space plays, the arrow keys step, G shows Grad-CAM.</source>
        <translation>Jedes Gesicht ist in der Farbe seiner Bewertung gerahmt. Die Leertaste spielt ab, die Pfeiltasten gehen um ein Einzelbild weiter, G zeigt, wohin der Detektor sah.</translation>
    </message>
    <message>
        <source>One lane per face. Click to go to a moment. Look closely at sudden changes.</source>
        <translation>Eine Zeile je Gesicht. Ein Klick führt zu einem Zeitpunkt; plötzliche Änderungen verdienen einen Blick.</translation>
    </message>
    <message>
        <source>One entry per face and shot. Select one to see its reasons.</source>
        <translation>Jedes Gesicht, das durch eine Einstellung verfolgt wird. Wählen Sie eines, um die Gründe zu sehen.</translation>
    </message>
    <message>
        <source>The verdict</source>
        <translation>Der Befund</translation>
    </message>
    <message>
        <source>Headline, what the detector cannot see, and the next step. Details has numbers and reasons, with links to the frames that weigh most.</source>
        <translation>Überschrift, was der Detektor nicht sehen kann, und der nächste Schritt. Unter „Details“ stehen Zahlen und Gründe mit Links zu den wichtigsten Bildern.</translation>
    </message>
    <message>
        <source>The embedding</source>
        <translation>Die Einbettung</translation>
    </message>
    <message>
        <source>Faces of this clip among reference faces, pristine and forged. Click a point to go to its frame.</source>
        <translation>Die Gesichter dieses Clips unter solchen, die nachweislich unverfälscht oder gefälscht sind. Ein Klick auf einen Punkt führt zu seinem Einzelbild.</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>What the container says, and what is odd about it. Observations are not judgements.</source>
        <translation>Was die Datei über sich aussagt. Beobachtungen sind keine Urteile.</translation>
    </message>
    <message>
        <source>Three pages</source>
        <translation>Drei Seiten</translation>
    </message>
    <message>
        <source>Triage lists all clips of the case, Examine shows one, Report shows the report before you export it.</source>
        <translation>Die Sichtung listet alle Clips des Falls, die Untersuchung zeigt einen, der Bericht zeigt den Bericht vor dem Export.</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Alles Weitere</translation>
    </message>
    <message>
        <source>Ctrl+K finds any command. F1 opens the guide at the current panel.</source>
        <translation>Strg+K findet jeden Befehl. F1 öffnet die Anleitung beim aktuellen Bereich.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>End tour</source>
        <translation>Rundgang beenden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>All faces</source>
        <extracomment>All tracks; only excluded ones. The other choices are outcomes.</extracomment>
        <translation>Alle Gesichter</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Alle Zustände</translation>
    </message>
    <message>
        <source>Show clips in this state</source>
        <translation>Clips in diesem Zustand zeigen</translation>
    </message>
    <message>
        <source>All verdicts</source>
        <translation>Alle Befunde</translation>
    </message>
    <message>
        <source>For manipulation</source>
        <translation>Für Manipulation</translation>
    </message>
    <message>
        <source>Against manipulation</source>
        <translation>Gegen Manipulation</translation>
    </message>
    <message>
        <source>Show clips with this verdict</source>
        <translation>Clips mit diesem Befund zeigen</translation>
    </message>
    <message>
        <source>Name, folder or text</source>
        <translation>Name, Ordner oder Worte</translation>
    </message>
    <message>
        <source>Show clips that contain this text</source>
        <translation>Clips mit diesen Worten zeigen</translation>
    </message>
    <message>
        <source>By suspicion</source>
        <translation>Nach Verdacht</translation>
    </message>
    <message>
        <source>By appearance</source>
        <translation>Nach Auftreten</translation>
    </message>
    <message>
        <source>By size</source>
        <translation>Nach Größe</translation>
    </message>
    <message>
        <source>By sharpness</source>
        <translation>Nach Schärfe</translation>
    </message>
    <message>
        <source>{strength} evidence of manipulation</source>
        <translation>{strength} Hinweise auf Manipulation</translation>
    </message>
    <message>
        <source>{strength} evidence against manipulation</source>
        <translation>{strength} Hinweise gegen Manipulation</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Nicht entscheidbar</translation>
    </message>
    <message>
        <source>On its own, this is not enough to call the clip manipulated. Pristine clips get such ratios too, as often as the detector&apos;s error rates say.</source>
        <translation>Für sich genommen entscheidet das nicht, dass der Clip manipuliert wurde: Auch unverfälschte Clips erhalten solche Quotienten, so oft wie die Fehlerraten des Detektors angeben.</translation>
    </message>
    <message>
        <source>This is not enough to call the clip authentic. Manipulations that the detector cannot see get such ratios too.</source>
        <translation>Das entscheidet nicht, dass der Clip echt ist: Auch Manipulationen einer Art, die der Detektor nicht sehen kann, erhalten solche Quotienten.</translation>
    </message>
    <message>
        <source>This is evidence neither for nor against manipulation. Absence of evidence is not evidence of absence.</source>
        <translation>Das spricht weder für noch gegen Manipulation: Dass keine Hinweise gefunden wurden, ist kein Hinweis darauf, dass nichts manipuliert wurde.</translation>
    </message>
    <message>
        <source>No face was found in the clip.</source>
        <translation>Im Clip wurde kein Gesicht gefunden.</translation>
    </message>
    <message>
        <source>Only one picture shows the face. A verdict needs more than one.</source>
        <translation>Nur ein Bild zeigt das Gesicht, und ein einzelnes Bild trägt kein Urteil.</translation>
    </message>
    <message>
        <source>Too few frames show the face.</source>
        <translation>Zu wenige Einzelbilder zeigen das Gesicht.</translation>
    </message>
    <message>
        <source>The face is too small in the picture.</source>
        <translation>Das Gesicht ist im Bild zu klein.</translation>
    </message>
    <message>
        <source>The face is too blurred.</source>
        <translation>Das Gesicht ist zu unscharf.</translation>
    </message>
    <message>
        <source>The face is turned away from the camera.</source>
        <translation>Das Gesicht ist von der Kamera abgewandt.</translation>
    </message>
    <message>
        <source>The face is too strongly compressed.</source>
        <translation>Das Gesicht ist zu stark komprimiert.</translation>
    </message>
    <message>
        <source>At this picture quality the detector cannot tell manipulated faces from authentic ones.</source>
        <translation>Bei dieser Bildqualität kann der Detektor manipulierte Gesichter nicht von unverfälschten unterscheiden.</translation>
    </message>
    <message>
        <source>The face is unlike all training faces of the detector.</source>
        <translation>Das Gesicht ist allen unähnlich, mit denen der Detektor trainiert wurde.</translation>
    </message>
    <message>
        <source>The evidence supports neither manipulation nor its absence.</source>
        <translation>Die Beobachtungen sprechen weder für noch gegen Manipulation.</translation>
    </message>
    <message>
        <source>The analyst excluded every face.</source>
        <translation>Alle gefundenen Gesichter wurden von Hand ausgeschlossen.</translation>
    </message>
    <message>
        <source>The detector is not calibrated. Its scores rank faces, but how strong the evidence is cannot be said.</source>
        <translation>Der Detektor ist nicht kalibriert. Seine Scores ordnen Gesichter, aber wie stark die Hinweise sind, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>Cannot tell: the detector is not calibrated</source>
        <translation>Nicht entscheidbar: Der Detektor ist nicht kalibriert</translation>
    </message>
    <message>
        <source>Obtain the clip that the picture is from, or more pictures of the same recording.</source>
        <translation>Beschaffen Sie den Clip, aus dem das Bild stammt, oder weitere Bilder derselben Aufnahme.</translation>
    </message>
    <message>
        <source>Obtain a longer version of the clip.</source>
        <translation>Beschaffen Sie eine längere Fassung des Clips.</translation>
    </message>
    <message>
        <source>Obtain a version with higher resolution.</source>
        <translation>Beschaffen Sie eine Fassung mit höherer Auflösung.</translation>
    </message>
    <message>
        <source>Obtain a less compressed version, closer to the camera original.</source>
        <translation>Beschaffen Sie eine weniger komprimierte Fassung, näher an der Originalaufnahme.</translation>
    </message>
    <message>
        <source>Obtain a clip that shows the face from the front.</source>
        <translation>Beschaffen Sie einen Clip, der das Gesicht von vorn zeigt.</translation>
    </message>
    <message>
        <source>Obtain the clip as the camera recorded it.</source>
        <translation>Beschaffen Sie den Clip so, wie die Kamera ihn aufnahm.</translation>
    </message>
    <message>
        <source>Use a detector that was trained on clips of this kind, or have the clip examined by other means.</source>
        <translation>Verwenden Sie einen Detektor, der mit solchen Clips trainiert wurde, oder lassen Sie den Clip auf andere Weise untersuchen.</translation>
    </message>
    <message>
        <source>Restore a face to get a verdict.</source>
        <translation>Stellen Sie ein Gesicht wieder her, um es beurteilen zu lassen.</translation>
    </message>
    <message>
        <source>Calibrate the detector on clips whose labels you know.</source>
        <translation>Kalibrieren Sie den Detektor mit Clips, deren Label Sie kennen.</translation>
    </message>
    <message>
        <source>too small</source>
        <extracomment>Faults of unusable faces, as phrases that follow their number.</extracomment>
        <translation>zu klein</translation>
    </message>
    <message>
        <source>too blurred</source>
        <translation>zu unscharf</translation>
    </message>
    <message>
        <source>turned away</source>
        <translation>abgewandt</translation>
    </message>
    <message>
        <source>too strongly compressed</source>
        <translation>zu stark komprimiert</translation>
    </message>
    <message>
        <source>{value} px, minimum {limit}</source>
        <extracomment>Phrases for measured values, with number formats.</extracomment>
        <translation>{value} px, mindestens {limit} sind nötig</translation>
    </message>
    <message>
        <source>sharpness {value}, minimum {limit}</source>
        <translation>Schärfe {value}, mindestens {limit} ist nötig</translation>
    </message>
    <message>
        <source>by {value}°, maximum {limit}°</source>
        <translation>um {value}°, höchstens {limit}° sind zulässig</translation>
    </message>
    <message>
        <source>blockiness {value}, maximum {limit}</source>
        <translation>Blockbildung {value}, höchstens {limit} ist zulässig</translation>
    </message>
    <message>
        <source>The verdict covers faces only, not sound, background or other editing.</source>
        <translation>Der Befund betrifft nur Gesichter; Ton, Hintergrund und andere Arten der Bearbeitung werden nicht beurteilt.</translation>
    </message>
    <message>
        <source>Support for the second proposition is limited by the share of manipulations that the detector cannot see and takes for pristine faces.</source>
        <translation>Unterstützung für die zweite Hypothese ist durch den Anteil der Manipulationen begrenzt, die der Detektor nicht sehen kann: Diese hält er für unverfälschte Gesichter.</translation>
    </message>
    <message>
        <source>The detector was measured on the data sets named in its model card. Manipulations made in other ways, strong compression, filters and re-recording can mislead it in both directions.</source>
        <translation>Der Detektor wurde an den Datensätzen gemessen, die seine Modellkarte nennt. Anders entstandene Manipulationen, starke Kompression, Filter und Abfilmen können ihn in beide Richtungen irreführen.</translation>
    </message>
    <message>
        <source>Highlighted regions raised the score. They do not show what was altered.</source>
        <translation>Hervorgehobene Bereiche zeigen, wohin der Detektor sah, nicht, was verändert wurde.</translation>
    </message>
    <message>
        <source>shipped with the program</source>
        <extracomment>Origin of a detector, by `engine.detector.bundle.store.Entry.origin`.</extracomment>
        <translation>gehört zum Programm</translation>
    </message>
    <message>
        <source>trained on this machine by its user</source>
        <translation>auf diesem Rechner vom Benutzer trainiert</translation>
    </message>
    <message>
        <source>imported from elsewhere</source>
        <translation>von anderswo eingeführt</translation>
    </message>
    <message>
        <source>not among the detectors on this machine; origin unknown</source>
        <translation>nicht im Vorrat dieses Rechners; woher er stammt, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Cannot tell: only {strength} for {kind}</source>
        <translation>Nicht entscheidbar: nur {strength} für {kind}</translation>
    </message>
    <message>
        <source>Nothing could be judged.</source>
        <translation>Nichts konnte beurteilt werden.</translation>
    </message>
    <message>
        <source>over {ratio}</source>
        <translation>über {ratio}</translation>
    </message>
    <message>
        <source>Cannot tell: the detectors contradict each other</source>
        <translation>Nicht entscheidbar: Die Detektoren widersprechen einander</translation>
    </message>
    <message>
        <source>Cannot tell: together, the detectors point to neither side</source>
        <translation>Nicht entscheidbar: Zusammen weisen die Detektoren auf keine der beiden Seiten</translation>
    </message>
    <message>
        <source>Only the clip from {begin} to {end} was examined.</source>
        <translation>Nur der Clip von {begin} bis {end} wurde untersucht.</translation>
    </message>
    <message>
        <source>Only the clip from {begin} on was examined.</source>
        <translation>Nur der Clip ab {begin} wurde untersucht.</translation>
    </message>
    <message>
        <source>Only frames spread over the clip were examined. Faces between them are missed.</source>
        <translation>Nur über den Clip verteilte Einzelbilder wurden betrachtet; Gesichter dazwischen fehlen.</translation>
    </message>
    <message>
        <source>It holds for clips that came the same way as these, from the same device, channel or codec, and only as far as they are truly pristine. It says nothing about how many forgeries of that source are found.</source>
        <extracomment>Shown wherever a local calibration is used.</extracomment>
        <translation>Sie gilt für Clips, die auf demselben Weg kamen wie diese, mit demselben Gerät, Kanal oder Codec, und nur, soweit diese wirklich unverfälscht sind. Sie sagt nichts darüber, wie viele Fälschungen aus dieser Quelle erkannt werden.</translation>
    </message>
    <message>
        <source>&apos;{source}&apos;: {count} known-pristine clips, false-alarm rate {rate}, {made}</source>
        <translation>„{source}“: {count} bekannt unverfälschte Clips, Rate falscher Alarme {rate}, {made}</translation>
    </message>
    <message>
        <source>{count} clips from &apos;{source}&apos; that are known to be pristine were judged on {made}.</source>
        <translation>{count} bekannt unverfälschte Clips aus „{source}“ wurden am {made} beurteilt.</translation>
    </message>
    <message>
        <source>{count} more could not be used.</source>
        <translation>{count} weitere waren nicht verwendbar.</translation>
    </message>
    <message>
        <source>At the detector&apos;s threshold {alarms} of them are called forged: a false-alarm rate of {rate}.</source>
        <translation>An der Schwelle des Detektors gelten {alarms} davon als gefälscht: Rate falscher Alarme {rate}.</translation>
    </message>
    <message>
        <source>By the detector&apos;s own calibration</source>
        <translation>Nach der eigenen Kalibrierung des Detektors</translation>
    </message>
    <message>
        <source>By the local calibration, each fitted without the clip itself,</source>
        <translation>Nach der lokalen Kalibrierung, jeweils ohne den Clip selbst bestimmt,</translation>
    </message>
    <message>
        <source>The local calibration moves log10 LR by {shift}, and lets no ratio exceed {bound}, which is what {count} clips can bear.</source>
        <translation>Die lokale Kalibrierung verschiebt log10 LQ um {shift} und lässt keinen Quotienten über {bound} zu; mehr tragen {count} Clips nicht.</translation>
    </message>
    <message>
        <source>{shift} for {kind}</source>
        <translation>{shift} für {kind}</translation>
    </message>
    <message>
        <source>{count} at least {strength} ({rate})</source>
        <translation>{count} mindestens {strength} ({rate})</translation>
    </message>
    <message>
        <source>{how} {count} pristine clips get support for manipulation so: {steps}.</source>
        <translation>{how} erhalten von {count} unverfälschten Clips Unterstützung für Manipulation: {steps}.</translation>
    </message>
    <message>
        <source>{how} none gets support for manipulation (at most {share}% would).</source>
        <translation>{how} erhält keiner Unterstützung für Manipulation (höchstens {share} % wären es).</translation>
    </message>
    <message>
        <source>{share}% ({low}% to {high}%)</source>
        <translation>{share} % ({low} bis {high} %)</translation>
    </message>
    <message>
        <source>This evidence is about {times} times more likely if the face was manipulated than if it was not: {strength} for manipulation.</source>
        <translation>Diese Beobachtungen sind etwa {times}-mal wahrscheinlicher, wenn das Gesicht manipuliert wurde, als wenn nicht: {strength} für eine Manipulation.</translation>
    </message>
    <message>
        <source>This evidence is about {times} times more likely if the face was not manipulated than if it was: {strength} against manipulation.</source>
        <translation>Diese Beobachtungen sind etwa {times}-mal wahrscheinlicher, wenn das Gesicht nicht manipuliert wurde, als wenn doch: {strength} gegen eine Manipulation.</translation>
    </message>
    <message>
        <source>No face found</source>
        <extracomment>Headlines of inconclusive verdicts, by their first reason.</extracomment>
        <translation>Kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>Cannot tell: only one picture shows the face</source>
        <translation>Nicht entscheidbar: Nur ein Bild zeigt das Gesicht</translation>
    </message>
    <message>
        <source>Cannot tell: too few frames show the face</source>
        <translation>Nicht entscheidbar: Zu wenige Einzelbilder zeigen das Gesicht</translation>
    </message>
    <message>
        <source>Cannot tell: the face is too small</source>
        <translation>Nicht entscheidbar: Das Gesicht ist zu klein</translation>
    </message>
    <message>
        <source>Cannot tell: the face is too blurred</source>
        <translation>Nicht entscheidbar: Das Gesicht ist zu unscharf</translation>
    </message>
    <message>
        <source>Cannot tell: the face is turned away</source>
        <translation>Nicht entscheidbar: Das Gesicht ist abgewandt</translation>
    </message>
    <message>
        <source>Cannot tell: the face is too strongly compressed</source>
        <translation>Nicht entscheidbar: Das Gesicht ist zu stark komprimiert</translation>
    </message>
    <message>
        <source>Cannot tell: the picture quality is too low</source>
        <translation>Nicht entscheidbar: Die Bildqualität ist zu gering</translation>
    </message>
    <message>
        <source>Cannot tell: the face is unlike those of the training</source>
        <translation>Nicht entscheidbar: Das Gesicht ist denen des Trainings unähnlich</translation>
    </message>
    <message>
        <source>Cannot tell: the evidence points neither way</source>
        <translation>Nicht entscheidbar: Die Beobachtungen weisen in keine Richtung</translation>
    </message>
    <message>
        <source>Every face is excluded</source>
        <translation>Alle Gesichter sind ausgeschlossen</translation>
    </message>
    <message>
        <source>Look through the clip for faces. Very small ones need a smaller minimum face size.</source>
        <translation>Suchen Sie im Clip nach Gesichtern. Sehr kleine brauchen eine kleinere Mindestgröße.</translation>
    </message>
    <message>
        <source>This tool cannot decide here. Look for other evidence.</source>
        <translation>Dieses Werkzeug kann hier nicht entscheiden. Suchen Sie andere Anhaltspunkte.</translation>
    </message>
    <message>
        <source>{strength} evidence of {kind}</source>
        <translation>{strength} Hinweise auf {kind}</translation>
    </message>
    <message>
        <source>No upright face was found. These faces were found after rotating the pictures clockwise by {degrees}°.</source>
        <translation>Es wurde kein aufrechtes Gesicht gefunden. Diese Gesichter wurden gefunden, nachdem die Bilder um {degrees}° im Uhrzeigersinn gedreht wurden.</translation>
    </message>
    <message>
        <source>Later frames were not examined.</source>
        <translation>Die Einzelbilder danach wurden nicht untersucht.</translation>
    </message>
    <message>
        <source>Only {begin} to {end}</source>
        <translation>Nur {begin} bis {end}</translation>
    </message>
    <message>
        <source>Only from {begin} on</source>
        <translation>Nur ab {begin}</translation>
    </message>
    <message>
        <source>None of the scored faces could be used.</source>
        <translation>Keines der bewerteten Gesichter konnte verwendet werden.</translation>
    </message>
    <message>
        <source>Of {usable} usable faces, {forged} point to manipulation, {pristine} against it and {undecided} to neither.</source>
        <translation>Für sich genommen sprechen von {usable} verwendbaren Gesichtern {forged} für Manipulation, {pristine} dagegen und {undecided} für keines von beiden.</translation>
    </message>
    <message>
        <source>{scored} of the {seen} frames with this face were scored, spread over the track.</source>
        <translation>{scored} der {seen} Einzelbilder, die das Gesicht zeigen, wurden bewertet, über seine Dauer verteilt.</translation>
    </message>
    <message>
        <source>Not used: {faults}.</source>
        <translation>Beiseitegelassen: {faults}.</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Ausgeschlossen</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>Nach Nummer</translation>
    </message>
    <message>
        <source>Most suspicious first</source>
        <translation>Verdächtigste zuerst</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Name of track {number}, such as “speaker left”</source>
        <translation>Name der Spur {number}, etwa „Sprecher links“</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>Reason to exclude {face} from the verdict</source>
        <translation>Warum soll der Befund nicht auf {face} beruhen?</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Merge {face} with</source>
        <translation>{face} zeigt dasselbe Gesicht wie</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Vertauschen</translation>
    </message>
    <message>
        <source>From this frame on, swap {face} with</source>
        <translation>{face} ab diesem Einzelbild vertauschen mit</translation>
    </message>
    <message>
        <source>Exclude frames</source>
        <translation>Einzelbilder ausschließen</translation>
    </message>
    <message>
        <source>Example: a hand covers the face</source>
        <translation>etwa: eine Hand vor dem Gesicht</translation>
    </message>
    <message>
        <source>Frames of {face} to exclude from its verdict</source>
        <translation>Einzelbilder von {face}, auf denen der Befund nicht beruhen soll</translation>
    </message>
    <message>
        <source>From frame</source>
        <translation>Von Einzelbild</translation>
    </message>
    <message>
        <source>to frame</source>
        <translation>bis Einzelbild</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>By time</source>
        <extracomment>Side of a picture in pixels.</extracomment>
        <translation>Nach der Zeit</translation>
    </message>
    <message>
        <source>Least suspicious first</source>
        <translation>Unverdächtigste zuerst</translation>
    </message>
    <message>
        <source>Order of faces</source>
        <translation>Reihenfolge der Gesichter</translation>
    </message>
    <message>
        <source>The scored faces of the selected track appear here.</source>
        <translation>Die bewerteten Gesichter der gewählten Spur erscheinen hier.</translation>
    </message>
    <message numerus="yes">
        <source>{face}: %n scored face(s)</source>
        <translation>
            <numerusform>{face}: %n bewertetes Gesicht</numerusform>
            <numerusform>{face}: %n bewertete Gesichter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{face}: %n scored face(s), {unusable} of them not usable</source>
        <translation>
            <numerusform>{face}: %n bewertetes Gesicht, davon {unusable} ohne Gewicht</numerusform>
            <numerusform>{face}: %n bewertete Gesichter, davon {unusable} ohne Gewicht</numerusform>
        </translation>
    </message>
    <message>
        <source>Scored faces</source>
        <translation>Bewertete Gesichter</translation>
    </message>
    <message>
        <source>Filter by name, number or verdict</source>
        <translation>Nach Name, Nummer oder Befund filtern</translation>
    </message>
    <message>
        <source>Filter faces by text</source>
        <translation>Gesichter nach Text filtern</translation>
    </message>
    <message>
        <source>Filter faces by verdict</source>
        <translation>Gesichter nach Befund filtern</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) filtered out</source>
        <translation>
            <numerusform>%n Gesicht ausgefiltert</numerusform>
            <numerusform>%n Gesichter ausgefiltert</numerusform>
        </translation>
    </message>
    <message>
        <source>Track {number}, “{name}”</source>
        <translation>Spur {number}, „{name}“</translation>
    </message>
    <message>
        <source>Track {number}</source>
        <translation>Spur {number}</translation>
    </message>
    <message>
        <source>Track {number}, “{name}” (drawn)</source>
        <translation>Spur {number}, „{name}“ (gezeichnet)</translation>
    </message>
    <message>
        <source>Track {number} (drawn)</source>
        <translation>Spur {number} (gezeichnet)</translation>
    </message>
    <message>
        <source>track {number}, “{name}”</source>
        <translation>Spur {number}, „{name}“</translation>
    </message>
    <message>
        <source>No face was found</source>
        <translation>Kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>Faces of the clip</source>
        <translation>Hier stehen die gefundenen Gesichter</translation>
    </message>
    <message>
        <source>Frames {first} – {last} excluded: {reason}</source>
        <translation>Einzelbilder {first} – {last} ausgeschlossen: {reason}</translation>
    </message>
    <message>
        <source>This face is excluded from the verdict on the clip</source>
        <translation>Der Befund zum Clip beruht nicht auf diesem Gesicht</translation>
    </message>
    <message>
        <source>Show the most suspicious face</source>
        <translation>Das verdächtigste Gesicht zeigen</translation>
    </message>
    <message>
        <source>Propositions compared: (1) {manipulated} (2) {recorded} {caution}</source>
        <extracomment>Preference key: whether the details are open.</extracomment>
        <translation>Gegeneinander abgewogen: (1) {manipulated} (2) {recorded} {caution}</translation>
    </message>
    <message>
        <source>Search for smaller faces …</source>
        <extracomment>What may help against a reason for no verdict: an action, and the text of its button.</extracomment>
        <translation>Kleinere Gesichter suchen …</translation>
    </message>
    <message>
        <source>Count smaller faces …</source>
        <translation>Kleinere Gesichter zählen lassen …</translation>
    </message>
    <message>
        <source>Calibrate the detector …</source>
        <translation>Detektor kalibrieren …</translation>
    </message>
    <message>
        <source>Score a range densely …</source>
        <translation>Einen Bereich dicht bewerten …</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Analysing …</source>
        <translation>Analyse läuft …</translation>
    </message>
    <message>
        <source>No clip</source>
        <translation>Kein Clip</translation>
    </message>
    <message>
        <source>Open a clip to see its verdict here.</source>
        <translation>Öffnen Sie einen Clip, um hier seinen Befund zu sehen.</translation>
    </message>
    <message>
        <source>First look: {verdict}</source>
        <translation>Erster Blick: {verdict}</translation>
    </message>
    <message>
        <source>Every frame is now being analysed; this may change.</source>
        <translation>Nun wird jedes Einzelbild analysiert; dies kann sich noch ändern.</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) on frames spread over the clip.</source>
        <translation>
            <numerusform>%n Gesicht in Einzelbildern, die über den Clip verteilt sind.</numerusform>
            <numerusform>%n Gesichter in Einzelbildern, die über den Clip verteilt sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Nicht beurteilt</translation>
    </message>
    <message>
        <source>The analysis was stopped before a verdict was reached.</source>
        <translation>Die Analyse wurde angehalten, bevor ein Befund vorlag.</translation>
    </message>
    <message>
        <source>Based on {face}.</source>
        <translation>Beruht auf {face}.</translation>
    </message>
    <message numerus="yes">
        <source>{usable} of %n scored face(s) could be used.</source>
        <translation>
            <numerusform>{usable} von %n bewerteten Gesicht konnte verwendet werden.</numerusform>
            <numerusform>{usable} von %n bewerteten Gesichtern konnten verwendet werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Took {seconds} s.</source>
        <translation>Dauer {seconds} s.</translation>
    </message>
    <message numerus="yes">
        <source>After %n correction(s) by the analyst.</source>
        <translation>
            <numerusform>Nach %n Korrektur von Hand.</numerusform>
            <numerusform>Nach %n Korrekturen von Hand.</numerusform>
        </translation>
    </message>
    <message>
        <source>Why</source>
        <extracomment>Last visited suspicious track and frame.</extracomment>
        <translation>Warum</translation>
    </message>
    <message>
        <source>What was examined</source>
        <translation>Was untersucht wurde</translation>
    </message>
    <message>
        <source>Most for manipulation: {moments}.</source>
        <translation>Am meisten für Manipulation: {moments}.</translation>
    </message>
    <message>
        <source>Most against manipulation: {moments}.</source>
        <translation>Am meisten gegen Manipulation: {moments}.</translation>
    </message>
    <message>
        <source>What speaks the other way</source>
        <translation>Was dagegen spricht</translation>
    </message>
    <message>
        <source>No usable face points against manipulation.</source>
        <translation>Kein verwendbares Gesicht spricht für sich gegen Manipulation.</translation>
    </message>
    <message>
        <source>No usable face points to manipulation.</source>
        <translation>Kein verwendbares Gesicht spricht für sich für Manipulation.</translation>
    </message>
    <message>
        <source>Other faces</source>
        <translation>Andere Gesichter</translation>
    </message>
    <message>
        <source>log10 likelihood ratio</source>
        <extracomment>Lower end of the ticks, in pixels from the top.</extracomment>
        <translation>log10 des Likelihood-Quotienten</translation>
    </message>
    <message>
        <source>Drop a clip here</source>
        <extracomment>Number of recent files of each kind.</extracomment>
        <translation>Clip hier ablegen</translation>
    </message>
    <message>
        <source>Every face in it is tracked, scored for manipulation and explained.
Nothing leaves this computer.</source>
        <translation>Jedes Gesicht darin wird verfolgt, auf Manipulation bewertet und erklärt.
Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Open a clip …</source>
        <translation>Clip öffnen …</translation>
    </message>
    <message>
        <source>Try the manipulated sample</source>
        <translation>Manipuliertes Beispiel ansehen</translation>
    </message>
    <message>
        <source>Show me around</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Open “{file}” again</source>
        <translation>„{file}“ wieder öffnen</translation>
    </message>
    <message>
        <source>The folder for case files cannot be made: {error}.</source>
        <translation>Der Ordner für Falldateien kann nicht angelegt werden: {error}.</translation>
    </message>
    <message>
        <source>Results are lost when you close the window. Export them.</source>
        <translation>Gefundenes bleibt nur, bis das Fenster geschlossen wird; exportieren Sie es.</translation>
    </message>
    <message>
        <source>The case was closed.</source>
        <extracomment>Shorter clips are analysed about as fast as a quick verdict is made. Items of an analysis in the window. An EngineError does not end it; an Analysis replaces the preceding events after corrections.</extracomment>
        <translation>Der Fall wurde geschlossen.</translation>
    </message>
    <message>
        <source>The case file holds statements that do not belong to a case: {names}.</source>
        <translation>Die Falldatei enthält Anweisungen, die nicht zu einem Fall gehören: {names}.</translation>
    </message>
    <message>
        <source>The case is open in another window or program.</source>
        <translation>Der Fall ist in einem anderen Fenster oder Programm geöffnet.</translation>
    </message>
    <message>
        <source>It was opened for reading only.</source>
        <translation>Er wurde nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>The case file, or its folder, may not be written to.</source>
        <translation>In die Falldatei oder ihren Ordner darf nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The case &apos;{name}&apos; was closed.</source>
        <translation>Der Fall „{name}“ wurde geschlossen.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Öffnen Sie ihn erneut.</translation>
    </message>
    <message>
        <source>Nothing can be written to the case &apos;{name}&apos;. {why}</source>
        <translation>In den Fall „{name}“ kann nichts geschrieben werden. {why}</translation>
    </message>
    <message>
        <source>Close the other window, or save the case under another name and go on there.</source>
        <translation>Schließen Sie das andere Fenster, oder speichern Sie den Fall unter einem anderen Namen und arbeiten Sie dort weiter.</translation>
    </message>
    <message>
        <source>There is no case file &apos;{path}&apos;.</source>
        <translation>Es gibt keine Falldatei „{path}“.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is a folder, a device or a pipe.</source>
        <translation>„{path}“ ist ein Ordner, ein Gerät oder eine Pipe.</translation>
    </message>
    <message>
        <source>Choose a case file.</source>
        <translation>Wählen Sie eine Falldatei.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not a case file.</source>
        <translation>„{path}“ ist keine Falldatei.</translation>
    </message>
    <message>
        <source>Choose a file that ends in .fcase.</source>
        <translation>Wählen Sie eine Datei, die auf .fcase endet.</translation>
    </message>
    <message>
        <source>The case &apos;{name}&apos; was not closed properly, and cannot be repaired where it is.</source>
        <translation>Der Fall „{name}“ wurde nicht ordentlich geschlossen und lässt sich dort, wo er liegt, nicht reparieren.</translation>
    </message>
    <message>
        <source>Copy it, together with &apos;{log}&apos;, to a folder that you may write to.</source>
        <translation>Kopieren Sie ihn zusammen mit „{log}“ in einen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; cannot be replaced. {why}</source>
        <translation>„{path}“ kann nicht ersetzt werden. {why}</translation>
    </message>
    <message>
        <source>The case file &apos;{path}&apos; cannot be written or read: {why}.</source>
        <translation>Die Falldatei „{path}“ kann nicht geschrieben oder gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>Check that the folder exists, that you may write there and that the disk has room. What was written before is kept.</source>
        <translation>Prüfen Sie, ob der Ordner vorhanden ist, ob Sie dort schreiben dürfen und ob der Datenträger Platz hat. Was vorher geschrieben wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The case file &apos;{path}&apos; is damaged.</source>
        <translation>Die Falldatei „{path}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>Go back to a copy.</source>
        <translation>Nehmen Sie eine Sicherung.</translation>
    </message>
    <message>
        <source>This clip was judged by “{name}”, which is not among your detectors.</source>
        <translation>Diesen Clip hat „{name}“ beurteilt, der nicht mehr unter Ihren Detektoren ist.</translation>
    </message>
    <message>
        <source>Restore or import that detector, or analyse the clip again (F5).</source>
        <translation>Stellen Sie diesen Detektor wieder her, importieren Sie ihn, oder analysieren Sie den Clip erneut (F5).</translation>
    </message>
    <message>
        <source>The embedding plot could not be computed.</source>
        <extracomment>Increment of the process&apos;s niceness. Seconds between checks whether the result is still needed.</extracomment>
        <translation>Die Darstellung der Einbettung konnte nicht berechnet werden.</translation>
    </message>
    <message>
        <source>Try again, or choose PCA; close other programs if memory is short.</source>
        <translation>Versuchen Sie es erneut oder wählen Sie PCA; schließen Sie andere Programme, wenn der Speicher knapp ist.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong ({kind}).</source>
        <translation>Etwas Unerwartetes ist schiefgegangen ({kind}).</translation>
    </message>
    <message>
        <source>Results so far are kept. Please report the problem with the details.</source>
        <translation>Berechnetes bleibt erhalten. Bitte melden Sie dies mit den Einzelheiten.</translation>
    </message>
    <message>
        <source>rename track {track} to “{name}”</source>
        <translation>Spur {track} „{name}“ nennen</translation>
    </message>
    <message>
        <source>unname track {track}</source>
        <translation>Namen der Spur {track} entfernen</translation>
    </message>
    <message>
        <source>The case holds a correction of an unknown kind.</source>
        <translation>Der Fall enthält eine Korrektur unbekannter Art.</translation>
    </message>
    <message>
        <source>Open it with the version of the program that wrote it.</source>
        <translation>Öffnen Sie ihn mit der Programmversion, die ihn geschrieben hat.</translation>
    </message>
    <message>
        <source>exclude track {track}</source>
        <translation>Spur {track} ausschließen</translation>
    </message>
    <message>
        <source>exclude frames {first} to {last} of track {track}</source>
        <translation>Einzelbilder {first} bis {last} der Spur {track} ausschließen</translation>
    </message>
    <message>
        <source>restore track {track}</source>
        <translation>Spur {track} wiederherstellen</translation>
    </message>
    <message>
        <source>merge track {track} into track {into}</source>
        <translation>Spur {track} in Spur {into} aufgehen lassen</translation>
    </message>
    <message>
        <source>split track {track} at frame {frame}</source>
        <translation>Spur {track} bei Einzelbild {frame} teilen</translation>
    </message>
    <message>
        <source>swap tracks {track} and {other} from frame {frame} on</source>
        <translation>Spuren {track} und {other} ab Einzelbild {frame} vertauschen</translation>
    </message>
    <message>
        <source>draw track {track} at frame {frame}</source>
        <translation>Spur {track} in Einzelbild {frame} zeichnen</translation>
    </message>
    <message>
        <source>correct the box of track {track} at frame {frame}</source>
        <translation>Rahmen von Spur {track} in Einzelbild {frame} berichtigen</translation>
    </message>
    <message>
        <source>Track {track} lost its name.</source>
        <translation>Spur {track} verlor ihren Namen.</translation>
    </message>
    <message>
        <source>Track {track} was named “{name}”.</source>
        <translation>Spur {track} wurde „{name}“ genannt.</translation>
    </message>
    <message>
        <source>Track {track} was excluded from the verdict on the clip.</source>
        <translation>Spur {track} wurde vom Befund zum Clip ausgeschlossen.</translation>
    </message>
    <message>
        <source>Frames {first} to {last} of track {track} were excluded from its verdict.</source>
        <translation>Die Einzelbilder {first} bis {last} der Spur {track} wurden von ihrem Befund ausgeschlossen.</translation>
    </message>
    <message>
        <source>Track {track} was restored with all its frames.</source>
        <translation>Spur {track} wurde mit all ihren Einzelbildern wiederhergestellt.</translation>
    </message>
    <message>
        <source>Track {track} was merged into track {into}: both show the same face.</source>
        <translation>Spur {track} ging in Spur {into} auf: Beide zeigen dasselbe Gesicht.</translation>
    </message>
    <message>
        <source>Track {track} was split before frame {frame}, where another face begins.</source>
        <translation>Spur {track} wurde vor Einzelbild {frame} geteilt: Dort beginnt ein anderes Gesicht.</translation>
    </message>
    <message>
        <source>Tracks {track} and {other} were exchanged from frame {frame} on, where they had been confused.</source>
        <translation>Die Spuren {track} und {other} wurden ab Einzelbild {frame} vertauscht, weil sie dort verwechselt worden waren.</translation>
    </message>
    <message>
        <source>Track {track} was added by the analyst, who drew its box on frame {frame}; it could not be followed to other frames.</source>
        <translation>Spur {track} wurde von Hand ergänzt, mit einem Rahmen im Einzelbild {frame}; sie ließ sich nicht in andere Einzelbilder verfolgen.</translation>
    </message>
    <message>
        <source>Track {track} was added by the analyst, who drew its box on frame {frame}; the program followed it through frames {first} to {last}.</source>
        <translation>Spur {track} wurde von Hand ergänzt, mit einem Rahmen im Einzelbild {frame}; das Programm verfolgte sie durch die Einzelbilder {first} bis {last}.</translation>
    </message>
    <message>
        <source>The box of track {track} was corrected on frame {frame}; boxes and scores of frames {first} to {last} were replaced.</source>
        <translation>Der Rahmen der Spur {track} wurde im Einzelbild {frame} berichtigt; Rahmen und Bewertungen der Einzelbilder {first} bis {last} wurden ersetzt.</translation>
    </message>
    <message>
        <source>The detector has no reference faces.</source>
        <extracomment>Separator between data set and method in the reference&apos;s method names.</extracomment>
        <translation>Der Detektor kennt keine gekennzeichneten Gesichter.</translation>
    </message>
    <message>
        <source>All {count} nearest reference faces are pristine.</source>
        <translation>Von den {count} nächsten bekannten Gesichtern sind alle unverfälscht.</translation>
    </message>
    <message>
        <source>{number} by {method}</source>
        <translation>{number} durch {method}</translation>
    </message>
    <message>
        <source>Of the {count} nearest reference faces, {forged} are forged: {how}.</source>
        <translation>Von den {count} nächsten bekannten Gesichtern sind {forged} gefälscht: {how}.</translation>
    </message>
    <message>
        <source>All {count} nearest reference faces are forged: {how}.</source>
        <translation>Von den {count} nächsten bekannten Gesichtern sind alle gefälscht: {how}.</translation>
    </message>
    <message>
        <source>Of the {count} nearest reference faces, 1 is forged: {how}.</source>
        <translation>Von den {count} nächsten bekannten Gesichtern ist 1 gefälscht: {how}.</translation>
    </message>
    <message>
        <source>Looking for faces that are not upright</source>
        <extracomment>Show growing tracks after SHOW_FIRST frames, then each time the examined share of the clip has doubled, but at least every SHOW_AT_LEAST frames: each update costs scoring time.</extracomment>
        <translation>Suche nach Gesichtern, die nicht aufrecht stehen</translation>
    </message>
    <message>
        <source>Finding and scoring faces</source>
        <translation>Gesichter werden gesucht und bewertet</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; was changed while it was examined: its SHA-256 differs.</source>
        <translation>„{path}“ wurde während der Untersuchung verändert: Der SHA-256 weicht ab.</translation>
    </message>
    <message>
        <source>Copy it to where nothing writes to it, and analyse the copy.</source>
        <translation>Kopieren Sie die Datei an einen Ort, an den nichts schreibt, und analysieren Sie die Kopie.</translation>
    </message>
    <message>
        <source>Hashing the file again</source>
        <translation>Prüfsumme der Datei wird erneut berechnet</translation>
    </message>
    <message>
        <source>is unchanged</source>
        <translation>liegt, wo sie lag</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is not the file that was examined</source>
        <translation>ist nicht die untersuchte Datei</translation>
    </message>
    <message>
        <source>was modified after it was examined</source>
        <translation>wurde seit der Untersuchung angefasst</translation>
    </message>
    <message>
        <source>Attach the drive that held it, or locate the file.</source>
        <translation>Schließen Sie das Laufwerk an, auf dem sie lag, oder suchen Sie die Datei.</translation>
    </message>
    <message>
        <source>Restore the original from a copy, or locate one elsewhere.</source>
        <translation>Stellen Sie das Original aus einer Kopie wieder her oder suchen Sie eine andernorts.</translation>
    </message>
    <message>
        <source>Its hash is being compared.</source>
        <translation>Ihr Hashwert wird verglichen.</translation>
    </message>
    <message>
        <source>describe the case</source>
        <translation>Fall beschreiben</translation>
    </message>
    <message>
        <source>note on receipt</source>
        <translation>Notiz zum Eingang</translation>
    </message>
    <message>
        <source>change tags</source>
        <translation>Schlagwörter ändern</translation>
    </message>
    <message>
        <source>remove clip {clips}</source>
        <translation>Clip {clips} entfernen</translation>
    </message>
    <message>
        <source>restore clip {clips}</source>
        <translation>Clip {clips} wiederherstellen</translation>
    </message>
    <message>
        <source>add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>bookmark frame {frame}</source>
        <translation>Lesezeichen bei Einzelbild {frame}</translation>
    </message>
    <message>
        <source>add fingerprint {name}</source>
        <translation>Fingerabdruck {name} hinzufügen</translation>
    </message>
    <message>
        <source>edit note</source>
        <translation>Notiz ändern</translation>
    </message>
    <message>
        <source>delete note</source>
        <translation>Notiz löschen</translation>
    </message>
    <message>
        <source>weigh detectors together</source>
        <translation>Detektoren zusammen gewichten</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Change them under Tools, Keyboard shortcuts.</source>
        <translation>Zu ändern unter Extras, Tastenkürzel.</translation>
    </message>
    <message>
        <source>Weigh them together …</source>
        <translation>Zusammen gewichten …</translation>
    </message>
    <message>
        <source>Use a fusion that was fitted on labelled clips</source>
        <translation>Eine Fusion verwenden, die an Clips mit Label bestimmt wurde</translation>
    </message>
    <message>
        <source>By detector</source>
        <translation>Nach Detektor</translation>
    </message>
    <message>
        <source>Verdicts by detector</source>
        <translation>Befunde nach Detektor</translation>
    </message>
    <message>
        <source>Together: {words}. log10 LR {ratio} ({low} to {high})</source>
        <translation>Zusammen: {words}. log10 LR {ratio} ({low} bis {high})</translation>
    </message>
    <message>
        <source>The interval is wide where the detectors disagree: it spans the ratio of each.</source>
        <translation>Das Intervall umfasst den Quotienten jedes Detektors: Es ist breit, wo sie einander widersprechen.</translation>
    </message>
    <message>
        <source>Face swap</source>
        <extracomment>Phrases of `engine.analysis.phrases`, marked for translation.</extracomment>
        <translation>Gesichtstausch</translation>
    </message>
    <message>
        <source>a face swap</source>
        <translation>einen Gesichtstausch</translation>
    </message>
    <message>
        <source>Re-enactment and lip-sync</source>
        <translation>Nachstellung und Lippensynchronisation</translation>
    </message>
    <message>
        <source>re-enactment and lip-sync</source>
        <translation>Nachstellung und Lippensynchronisation</translation>
    </message>
    <message>
        <source>Fully generated face</source>
        <translation>Vollständig erzeugtes Gesicht</translation>
    </message>
    <message>
        <source>a fully generated face</source>
        <translation>ein vollständig erzeugtes Gesicht</translation>
    </message>
    <message>
        <source>no support</source>
        <extracomment>Phrases of `engine.analysis.phrases`, marked for translation.</extracomment>
        <translation>keine Unterstützung</translation>
    </message>
    <message>
        <source>weak support</source>
        <translation>schwache Unterstützung</translation>
    </message>
    <message>
        <source>moderate support</source>
        <translation>mäßige Unterstützung</translation>
    </message>
    <message>
        <source>moderately strong support</source>
        <translation>mäßig starke Unterstützung</translation>
    </message>
    <message>
        <source>strong support</source>
        <translation>starke Unterstützung</translation>
    </message>
    <message>
        <source>very strong support</source>
        <translation>sehr starke Unterstützung</translation>
    </message>
    <message>
        <source>extremely strong support</source>
        <translation>äußerst starke Unterstützung</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Schwache</translation>
    </message>
    <message>
        <source>Moderate</source>
        <translation>Mäßige</translation>
    </message>
    <message>
        <source>Moderately strong</source>
        <translation>Mäßig starke</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Starke</translation>
    </message>
    <message>
        <source>Very strong</source>
        <translation>Sehr starke</translation>
    </message>
    <message>
        <source>Extremely strong</source>
        <translation>Äußerst starke</translation>
    </message>
    <message>
        <source>the face was manipulated: made, exchanged or altered by software</source>
        <translation>das Gesicht wurde manipuliert: mit Software erzeugt, ausgetauscht oder verändert</translation>
    </message>
    <message>
        <source>the face was recorded by a camera and not manipulated</source>
        <translation>das Gesicht wurde von einer Kamera aufgenommen und nicht manipuliert</translation>
    </message>
    <message>
        <source>This ratio weighs the evidence. It is not the probability that the clip is fake; that also depends on everything else you know.</source>
        <translation>Dieser Quotient gewichtet die Beobachtungen. Er ist nicht die Wahrscheinlichkeit, dass der Clip gefälscht ist; diese hängt auch von allem anderen ab, was Sie wissen.</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Language and text size change at the next start.</source>
        <translation>Sprache und Schriftgröße ändern sich beim nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>Schrift&amp;größe</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>No audio output is available. The clip plays without sound.</source>
        <extracomment>Samples of one fetch, and of the lead over the clock. Tolerated offset between sound and picture in samples; smaller ones are inaudible. Milliseconds of the device&apos;s buffer.</extracomment>
        <translation>Auf diesem Rechner kann kein Lautsprecher geöffnet werden: Der Clip läuft ohne Ton.</translation>
    </message>
    <message>
        <source>Recalibrate on pristine clips</source>
        <translation>An unverfälschten Clips neu kalibrieren</translation>
    </message>
    <message>
        <source>New head on the present embedding</source>
        <translation>Neuer Kopf auf der jetzigen Einbettung</translation>
    </message>
    <message>
        <source>Fine-tune the embedding</source>
        <translation>Einbettung nachtrainieren</translation>
    </message>
    <message>
        <source>Train an experiment</source>
        <translation>Ein Experiment trainieren</translation>
    </message>
    <message>
        <source>Adjusts the calibration so that clips like yours cause no more false alarms than others. Detects nothing new.</source>
        <translation>Verschiebt die Kalibrierung, sodass Clips wie Ihre nicht mehr Fehlalarme geben als andere. Findet nichts Neues.</translation>
    </message>
    <message>
        <source>Trains a new classifier on the present embedding, with rehearsal of old faces. Fast, but limited to what the embedding represents.</source>
        <translation>Lernt aus Ihren Clips, was die jetzige Einbettung schon zeigt, der jetzige Kopf aber nicht nutzt, und wiederholt dabei, was er wusste. Schnell; sieht nicht, was die Einbettung nicht zeigt.</translation>
    </message>
    <message>
        <source>Trains the network itself with a small learning rate. Slow. Forgetting can only be measured with the old data.</source>
        <translation>Lehrt das Netz selbst, in kleinen Schritten. Langsam; ob es vergisst, lässt sich nur mit den alten Daten messen.</translation>
    </message>
    <message>
        <source>Trains one of the shipped configurations, including the paper&apos;s, from scratch. Slowest; learns only from the data you give.</source>
        <translation>Trainiert eine der mitgelieferten Konfigurationen, darunter die des Aufsatzes, von ihrem eigenen Anfang an. Am langsamsten; kennt nichts als die gegebenen Daten.</translation>
    </message>
    <message>
        <source>At least ten pristine clips are needed.</source>
        <extracomment>Pictures in the measured training step. Assumed seconds for fitting a head on a thousand faces.</extracomment>
        <translation>Mindestens zehn unverfälschte Clips sind nötig.</translation>
    </message>
    <message>
        <source>Add labelled clips.</source>
        <translation>Fügen Sie gekennzeichnete Clips hinzu.</translation>
    </message>
    <message>
        <source>The present detector judges sequences.</source>
        <translation>Der jetzige Detektor beurteilt Sequenzen.</translation>
    </message>
    <message>
        <source>Train an experiment instead.</source>
        <translation>Trainieren Sie stattdessen ein Experiment.</translation>
    </message>
    <message>
        <source>At least {least} pristine and {least} forged clips are needed beside those held out; there are {pristine} and {forged}.</source>
        <translation>Neben den zurückgehaltenen sind mindestens {least} unverfälschte und {least} gefälschte Clips nötig; vorhanden sind {pristine} und {forged}.</translation>
    </message>
    <message>
        <source>What a model of sequences takes is not estimated.</source>
        <translation>Der Aufwand eines Modells für Sequenzen wird nicht geschätzt.</translation>
    </message>
    <message>
        <source>It may well be hours.</source>
        <translation>Das Training kann Stunden dauern.</translation>
    </message>
    <message>
        <source>Compare detectors</source>
        <translation>Detektoren vergleichen</translation>
    </message>
    <message>
        <source>Facts of both detectors</source>
        <translation>Angaben zu beiden Detektoren</translation>
    </message>
    <message>
        <source>Contents of the model cards, differences in bold. Compare figures only if they were measured on the same data.</source>
        <translation>Was die Modellkarten sagen; Unterschiede sind fett. Zahlen lassen sich nur vergleichen, wenn sie an denselben Daten gemessen wurden.</translation>
    </message>
    <message>
        <source>“{name}” judges the next clips. Analyse the open clip again (F5) to use it.</source>
        <translation>Die nächsten Clips beurteilt „{name}“. Ein gezeigter Clip wird von ihm beurteilt, wenn er erneut analysiert wird (F5).</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>Lizenz: {licence}</translation>
    </message>
    <message>
        <source>Licence: {licence}. No commercial use.</source>
        <translation>Lizenz: {licence}. Keine gewerbliche Nutzung.</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>Not calibrated: gives scores, no likelihood ratios</source>
        <translation>Nicht kalibriert: liefert Scores, keine Likelihood-Quotienten</translation>
    </message>
    <message>
        <source>Detectors</source>
        <extracomment>Progress of the last calibration.</extracomment>
        <translation>Detektoren</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>Ab jetzt &amp;verwenden</translation>
    </message>
    <message>
        <source>Use this detector for the next clips</source>
        <translation>Die nächsten Clips damit beurteilen</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>Compare two selected detectors</source>
        <translation>Zwei gewählte Detektoren nebeneinanderstellen</translation>
    </message>
    <message>
        <source>&amp;Notes …</source>
        <translation>&amp;Notizen …</translation>
    </message>
    <message>
        <source>Edit notes on this detector</source>
        <translation>Etwas dazu schreiben</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>Import an exported detector; every part is checked first</source>
        <translation>Einen Detektor aufnehmen, den „Exportieren“ geschrieben hat; jeder Teil wird zuerst geprüft</translation>
    </message>
    <message>
        <source>Cali&amp;brate …</source>
        <translation>Kali&amp;brieren …</translation>
    </message>
    <message>
        <source>Give a detector without likelihood ratios a calibration, from clips with known labels</source>
        <translation>Einen Detektor ohne Likelihood-Quotienten kalibrieren, mit Clips, deren Label bekannt ist</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>Export as a .zip that others can import</source>
        <translation>In eine .zip-Datei schreiben, die andere importieren können</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>&amp;Archivieren</translation>
    </message>
    <message>
        <source>Hide it from the lists; again: show it</source>
        <translation>Behalten, aber nicht anbieten; erneut: zurücknehmen</translation>
    </message>
    <message>
        <source>Delete; Restore undoes this</source>
        <translation>Löschen; „Wiederherstellen“ bringt ihn zurück</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the last deleted detector</source>
        <translation>Zurückholen, was zuletzt gelöscht wurde</translation>
    </message>
    <message>
        <source>Take &amp;back</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>Deleted, and can be restored: {names}</source>
        <translation>Gelöscht, kann wiederhergestellt werden: {names}</translation>
    </message>
    <message>
        <source>Your own words on it</source>
        <translation>Ihre eigenen Worte dazu</translation>
    </message>
    <message>
        <source>Detectors and published checkpoints</source>
        <translation>Detektoren und veröffentlichte Checkpoints</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import a detector</source>
        <translation>Detektor importieren</translation>
    </message>
    <message>
        <source>Importing “{name}” …</source>
        <translation>„{name}“ wird importiert …</translation>
    </message>
    <message>
        <source>Folder with labelled clips: real and fake, ten or more of each</source>
        <translation>Ordner mit Clips, deren Label bekannt ist: real und fake, je zehn oder mehr</translation>
    </message>
    <message>
        <source>Calibrate a detector</source>
        <translation>Detektor kalibrieren</translation>
    </message>
    <message>
        <source>Export the detector</source>
        <translation>Detektor exportieren</translation>
    </message>
    <message>
        <source>Archives (*.zip)</source>
        <translation>Archive (*.zip)</translation>
    </message>
    <message>
        <source>trained here</source>
        <translation>hier trainiert</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>of unknown origin</source>
        <translation>von unbekannter Herkunft</translation>
    </message>
    <message>
        <source>Judged by “{name}”</source>
        <extracomment>Number of limits shown; all are in the tooltip.</extracomment>
        <translation>Beurteilt von „{name}“</translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <extracomment>Tables that apply to panels of experiments.</extracomment>
        <translation>Erweiterte Einstellungen</translation>
    </message>
    <message>
        <source>Settings of the training. Invalid values are reported when the time is estimated.</source>
        <translation>Die Schlüssel der Trainingskonfiguration. Was nicht erlaubt ist, wird gesagt, wenn die Dauer neu geschätzt wird.</translation>
    </message>
    <message>
        <source>Balance of pristine and forged clips</source>
        <translation>Verhältnis unverfälschter und gefälschter Clips</translation>
    </message>
    <message>
        <source>Findings</source>
        <extracomment>Maximum number of near duplicates whose faces are loaded. Maximum length of a finding in the list. Number of decisions in each undoable step, last step last.</extracomment>
        <translation>Feststellungen</translation>
    </message>
    <message>
        <source>&amp;Undo last decision</source>
        <translation>Letzte Entscheidung z&amp;urücknehmen</translation>
    </message>
    <message>
        <source>Detecting and comparing faces. The first time takes a while.</source>
        <translation>Gesichter werden gesucht und verglichen. Beim ersten Mal dauert das etwas.</translation>
    </message>
    <message numerus="yes">
        <source>Decide on %n finding(s) to continue.</source>
        <translation>
            <numerusform>%n Feststellung muss entschieden werden, bevor es weitergeht.</numerusform>
            <numerusform>%n Feststellungen müssen entschieden werden, bevor es weitergeht.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can continue. The findings below are for your information.</source>
        <translation>Es kann weitergehen. Die Feststellungen unten sollte man kennen.</translation>
    </message>
    <message>
        <source>No problems found in these data.</source>
        <translation>An diesen Daten ist nichts auszusetzen.</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Zu entscheiden</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Belassen</translation>
    </message>
    <message>
        <source>Train a detector</source>
        <extracomment>Width of the list of stages in pixels.</extracomment>
        <translation>Detektor trainieren</translation>
    </message>
    <message>
        <source>Unfinished trainings</source>
        <translation>Unfertige Trainings</translation>
    </message>
    <message>
        <source>At “{stage}”, changed {when}</source>
        <translation>Bei „{stage}“, geändert {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n Quelle</numerusform>
            <numerusform>%n Quellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortfahren</translation>
    </message>
    <message>
        <source>Start a &amp;new one</source>
        <translation>Ein &amp;neues beginnen</translation>
    </message>
    <message>
        <source>&amp;Delete …</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>These trainings are not finished. Resume one or start a new one.</source>
        <translation>Diese Trainings wurden nicht beendet. Jedes geht dort weiter, wo es war.</translation>
    </message>
    <message>
        <source>Delete this training with its faces and checkpoints?</source>
        <translation>Dieses Training mit den dafür erzeugten Gesichtern und Zuständen löschen?</translation>
    </message>
    <message>
        <source>Delete a training</source>
        <translation>Training löschen</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Anzahlen</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>not assigned yet</source>
        <translation>noch nicht verteilt</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>present</source>
        <translation>jetziger</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neuer</translation>
    </message>
    <message>
        <source>Add a &amp;folder …</source>
        <extracomment>Sample pictures of each label.</extracomment>
        <translation>&amp;Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add a &amp;manifest …</source>
        <translation>&amp;Manifest hinzufügen …</translation>
    </message>
    <message>
        <source>A CSV or Parquet table of files and labels</source>
        <translation>Eine Tabelle in CSV oder Parquet, die Dateien und Kennzeichnungen nennt</translation>
    </message>
    <message>
        <source>Add the &amp;tagged clips of the case</source>
        <translation>Clips des Falls mit &amp;Schlagwort hinzufügen</translation>
    </message>
    <message>
        <source>Clips of the open case that are tagged “pristine” or “forged”</source>
        <translation>Clips des offenen Falls mit dem Schlagwort „pristine“ oder „forged“</translation>
    </message>
    <message>
        <source>&amp;Suggest what to label next …</source>
        <translation>&amp;Was zuerst kennzeichnen …</translation>
    </message>
    <message>
        <source>Unlabelled clips or faces whose labels help the detector most</source>
        <translation>Clips oder Gesichter ohne Kennzeichnung, zuerst die, aus denen er am meisten lernen würde</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Some of the items</source>
        <translation>Einige der Einträge</translation>
    </message>
    <message>
        <source>Detector to improve</source>
        <translation>Zu verbessernder Detektor</translation>
    </message>
    <message>
        <source>Folder with “real” and “fake” inside, or a data set</source>
        <translation>Ordner, der „real“ und „fake“ enthält, oder ein Datensatz</translation>
    </message>
    <message>
        <source>Add a manifest</source>
        <translation>Manifest hinzufügen</translation>
    </message>
    <message>
        <source>Manifests (*.csv *.parquet)</source>
        <translation>Manifeste (*.csv *.parquet)</translation>
    </message>
    <message>
        <source>the one in use</source>
        <translation>der verwendete</translation>
    </message>
    <message>
        <source>{layout}, {items} items</source>
        <translation>{layout}, {items} Einträge</translation>
    </message>
    <message>
        <source>No data yet. A new head needs at least 20 pristine and 20 forged clips of different people.</source>
        <translation>Noch nichts. Ab 20 unverfälschten und 20 gefälschten Clips verschiedener Personen kann ein neuer Kopf gelernt und beurteilt werden.</translation>
    </message>
    <message>
        <source>{pristine} pristine and {forged} forged clips of {people} people.</source>
        <translation>{pristine} unverfälschte und {forged} gefälschte Clips von {people} Personen.</translation>
    </message>
    <message>
        <source>Forged by: {methods}.</source>
        <translation>Gefälscht durch: {methods}.</translation>
    </message>
    <message>
        <source>Not forged: {reason}</source>
        <translation>Nicht gefälscht: {reason}</translation>
    </message>
    <message>
        <source>{hours} hours of video.</source>
        <translation>{hours} Stunden Video.</translation>
    </message>
    <message>
        <source>Too few to train a new head: it needs at least {least} pristine and {least} forged clips beside those held out; there are {pristine} and {forged}.</source>
        <translation>Zu wenige für einen neuen Kopf: Er braucht mindestens {least} unverfälschte und {least} gefälschte Clips neben den zurückgehaltenen; es sind {pristine} und {forged}.</translation>
    </message>
    <message>
        <source>Show the running training</source>
        <translation>Das laufende Training zeigen</translation>
    </message>
    <message>
        <source>Training is running. Stop it or wait before labelling.</source>
        <translation>Ein Training läuft: Halten Sie es an, oder kennzeichnen Sie nach seinem Ende.</translation>
    </message>
    <message>
        <source>“{name}” was added to your detectors.</source>
        <translation>„{name}“ ist unter Ihren Detektoren.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Generate forgeries of the pristine items</source>
        <translation>Fälschungen der unverfälschten Einträge herstellen</translation>
    </message>
    <message>
        <source>Forgeries of each kind from each item</source>
        <translation>Fälschungen jeder Art aus jedem Eintrag</translation>
    </message>
    <message>
        <source>Whole clips</source>
        <translation>Ganze Clips</translation>
    </message>
    <message>
        <source>Forge whole clips instead of single frames; takes longer</source>
        <translation>Ganze Clips statt einzelner Bilder fälschen; dauert länger</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Herstellen</translation>
    </message>
    <message>
        <source>Useful if you have few forged clips. Each keeps the person and split of its original.</source>
        <translation>Nützlich, wo es wenige gefälschte Clips gibt. Sie behalten Person und Teilmenge dessen, woraus sie entstehen.</translation>
    </message>
    <message>
        <source>Of each kind from each item</source>
        <translation>Von jeder Art je Eintrag</translation>
    </message>
    <message>
        <source>Items of this finding</source>
        <extracomment>Side of a face of a pair in pixels.</extracomment>
        <translation>Einträge, um die es geht</translation>
    </message>
    <message>
        <source>Reason to keep these items (quoted in the model card)</source>
        <translation>Warum es hier nicht schadet; die Modellkarte wiederholt es</translation>
    </message>
    <message>
        <source>Face of {name}</source>
        <translation>Gesicht von {name}</translation>
    </message>
    <message>
        <source>… and {count} more.</source>
        <translation>… und {count} weitere.</translation>
    </message>
    <message>
        <source>A remedy applies to the selected items, or to all.</source>
        <translation>Eine Abhilfe betrifft die ausgewählten Einträge, sonst alle.</translation>
    </message>
    <message>
        <source>Kept as it is: {reason}</source>
        <translation>So belassen: {reason}</translation>
    </message>
    <message>
        <source>Apply to all {count} findings of this kind</source>
        <translation>Für alle {count} Feststellungen dieser Art</translation>
    </message>
    <message>
        <source>Enter a reason above first</source>
        <translation>Zuerst oben eine Begründung schreiben</translation>
    </message>
    <message>
        <source>Select the items above first</source>
        <translation>Zuerst oben die Einträge auswählen</translation>
    </message>
    <message>
        <source>Differences</source>
        <extracomment>Maximum number of listed clips with a changed decision.</extracomment>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Figures by method and source</source>
        <translation>Zahlen nach Verfahren und Quelle</translation>
    </message>
    <message>
        <source>Clips whose verdict changes</source>
        <translation>Clips, deren Befund sich ändert</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation>Fehlalarme</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>log10 of the likelihood ratio</source>
        <translation>log10 des Likelihood-Quotienten</translation>
    </message>
    <message>
        <source>Share at or above</source>
        <translation>Anteil ab diesem Wert</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>By method and source</source>
        <translation>Nach Verfahren und Quelle</translation>
    </message>
    <message>
        <source>Clips that change</source>
        <translation>Geänderte Clips</translation>
    </message>
    <message>
        <source>Evaluating both detectors on clips that neither was trained on …</source>
        <translation>Beide Detektoren beurteilen die Clips, aus denen keiner gelernt hat …</translation>
    </message>
    <message>
        <source>Evaluated on {pristine} pristine and {forged} forged clips of {clusters} sources. Saving does not change the present detector.</source>
        <translation>Beurteilt an {pristine} unverfälschten und {forged} gefälschten Clips aus {clusters} Quellen. Der jetzige Detektor bleibt, was er ist, was immer Sie sichern.</translation>
    </message>
    <message>
        <source>minimum Cllr</source>
        <translation>kleinstes Cllr</translation>
    </message>
    <message>
        <source>AUC on {count} old faces (forgetting)</source>
        <translation>AUC an {count} alten Gesichtern (Vergessen)</translation>
    </message>
    <message>
        <source>Correct: only the present {a}, only the new {b}</source>
        <translation>Richtig: nur der jetzige {a}, nur der neue {b}</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Jetziger</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neuer</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Source or method</source>
        <translation>Quelle oder Methode</translation>
    </message>
    <message>
        <source>AUC present</source>
        <translation>AUC jetziger</translation>
    </message>
    <message>
        <source>EER present</source>
        <translation>EER jetziger</translation>
    </message>
    <message>
        <source>Cllr present</source>
        <translation>Cllr jetziger</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>Present (log10 LR)</source>
        <translation>Jetziger (log10 LR)</translation>
    </message>
    <message>
        <source>New (log10 LR)</source>
        <translation>Neuer (log10 LR)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Clips that change ({count})</source>
        <translation>Geänderte Clips ({count})</translation>
    </message>
    <message>
        <source>Use the new detector</source>
        <translation>Den neuen Detektor verwenden</translation>
    </message>
    <message>
        <source>Keep the present detector</source>
        <translation>Den jetzigen Detektor behalten</translation>
    </message>
    <message>
        <source>Not enough evidence: keep the present detector</source>
        <translation>Diese Clips entscheiden es nicht: den jetzigen Detektor behalten</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>Not available: {reason}</source>
        <translation>Nicht wählbar: {reason}</translation>
    </message>
    <message>
        <source>About {time} after face extraction, and {memory} of memory.</source>
        <translation>Etwa {time}, nachdem die Gesichter ausgeschnitten sind, und {memory} Speicher.</translation>
    </message>
    <message>
        <source>Estimating time and memory of each method …</source>
        <extracomment>Presets with a configuration.</extracomment>
        <translation>Es wird gemessen, was jeder Weg auf diesem Rechner braucht …</translation>
    </message>
    <message>
        <source>best available</source>
        <translation>bestes vorhandenes</translation>
    </message>
    <message>
        <source>Random seed; the same seed repeats the training</source>
        <translation>Für alle Zufallszüge: Derselbe Startwert wiederholt das Training</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>nicht zur Hand</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Advanced settings …</source>
        <translation>Erweiterte Einstellungen …</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Experiment</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Training data of the present detector</source>
        <translation>Daten, aus denen der jetzige Detektor gelernt hat</translation>
    </message>
    <message>
        <source>Used to measure forgetting and for rehearsal.</source>
        <translation>Mit ihnen lässt sich messen und erneut lernen, was ein nachtrainierter Detektor vergisst.</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Trainieren</translation>
    </message>
    <message>
        <source>Estimates are based on a measurement on this machine.</source>
        <translation>Die Schätzungen wurden soeben auf diesem Rechner gemessen.</translation>
    </message>
    <message>
        <source>Training data of the detector</source>
        <translation>Daten, aus denen der Detektor gelernt hat</translation>
    </message>
    <message>
        <source>Make it the default detector</source>
        <translation>Ab jetzt verwenden</translation>
    </message>
    <message>
        <source>Analyse the clips of the open case again</source>
        <translation>Die Clips des offenen Falls damit erneut analysieren</translation>
    </message>
    <message>
        <source>Existing analyses stay in the case</source>
        <translation>Die Analysen durch den jetzigen Detektor bleiben im Fall neben den neuen</translation>
    </message>
    <message>
        <source>Its model card records data, kept findings with reasons, and figures before and after. Manage the detector in Tools &gt; Detectors.</source>
        <translation>Seine Modellkarte entsteht aus dem, was geschah: Daten, belassene Feststellungen mit Begründung, Zahlen vorher und nachher. Unter Werkzeuge &gt; Detektoren wird sie gezeigt und der Detektor gelöscht oder exportiert.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Sichern</translation>
    </message>
    <message>
        <source>The new detector was better on your clips.</source>
        <translation>Der neue Detektor war an Ihren Clips besser.</translation>
    </message>
    <message>
        <source>We recommend keeping the present detector. You can still save the new one.</source>
        <translation>Die Empfehlung ist, den jetzigen Detektor zu behalten. Sie können den neuen daneben sichern, um ihn später anzusehen.</translation>
    </message>
    <message>
        <source>Labelled data</source>
        <extracomment>Tags that label a clip. Suffixes of manifests.</extracomment>
        <translation>Gekennzeichnete Daten</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>Drop a folder here that holds “real” and “fake”, a data set, or a manifest.</source>
        <translation>Hier einen Ordner ablegen, der „real“ und „fake“ enthält, einen Datensatz oder ein Manifest.</translation>
    </message>
    <message>
        <source>Loss</source>
        <extracomment>Maximum number of plotted steps. Seconds of a stage before its remaining time is estimated.</extracomment>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Embedding of the validation faces</source>
        <translation>Einbettung der Validierungsgesichter</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Browse earlier epochs (arrow keys)</source>
        <translation>Auf frühere Epochen zurückblicken, auch mit den Pfeiltasten</translation>
    </message>
    <message>
        <source>Worst errors so far</source>
        <translation>Die bisher größten Fehler</translation>
    </message>
    <message>
        <source>{wrong} of {faces} validation faces are misclassified. Look at them: a label may be wrong.</source>
        <translation>{wrong} von {faces} Gesichtern, aus denen er nicht gelernt hat, werden für die andere Art gehalten. Auch ein Etikett kann falsch sein: Sehen Sie sie an.</translation>
    </message>
    <message>
        <source>{label}, {score}</source>
        <translation>{label}, {score}</translation>
    </message>
    <message>
        <source>Only the head is trained, in one pass. Each face is scored by a head trained without it (cross-validation).</source>
        <translation>Die Einbettung ändert sich nicht: Nur der Kopf wird gelernt, in einem Durchgang. Jedes Gesicht wird von einem Kopf beurteilt, der nicht aus ihm gelernt hat.</translation>
    </message>
    <message>
        <source>Epoch {number} of {count} so far</source>
        <translation>Epoche {number} von bisher {count}</translation>
    </message>
    <message>
        <source>misclassified</source>
        <translation>falsch beurteilt</translation>
    </message>
    <message>
        <source>Forged, scored as pristine (score {score}; above 0 is forged).</source>
        <translation>Gefälscht, aber für echt gehalten (Wert {score}; über 0 heißt gefälscht).</translation>
    </message>
    <message>
        <source>Pristine, scored as forged (score {score}; above 0 is forged).</source>
        <translation>Echt, aber für gefälscht gehalten (Wert {score}; über 0 heißt gefälscht).</translation>
    </message>
    <message>
        <source>Validation clips</source>
        <translation>An Clips zum Auswählen</translation>
    </message>
    <message>
        <source>AUC, EER</source>
        <translation>AUC, EER</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Pause; resumes from the checkpoint, even after a restart</source>
        <translation>Vorerst anhalten; es geht dort weiter, wo es war, auch nach einem Neustart</translation>
    </message>
    <message>
        <source>&amp;Stop and keep the best</source>
        <translation>&amp;Beenden und das Beste behalten</translation>
    </message>
    <message>
        <source>Stop training and keep the best epoch</source>
        <translation>Das Training mit der bisher besten Epoche beenden</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>&amp;Curves</source>
        <translation>&amp;Kurven</translation>
    </message>
    <message>
        <source>&amp;Faces</source>
        <translation>&amp;Gesichter</translation>
    </message>
    <message>
        <source>Training …</source>
        <translation>Training läuft …</translation>
    </message>
    <message>
        <source>You can close this window. Training continues while the program runs and resumes later from its checkpoint.</source>
        <translation>Sie können dieses Fenster schließen: Das Training läuft weiter, solange das Programm offen ist, und später von dort, wo es war.</translation>
    </message>
    <message>
        <source>&amp;Evaluate</source>
        <translation>&amp;Auswerten</translation>
    </message>
    <message>
        <source>The new detector is trained.</source>
        <translation>Der neue Detektor ist gelernt.</translation>
    </message>
    <message>
        <source>The next page compares it with the present one.</source>
        <translation>Ob er besser ist, wird auf der nächsten Seite beurteilt.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The last checkpoint is kept.</source>
        <translation>Alles bis zum letzten Sicherungspunkt bleibt erhalten.</translation>
    </message>
    <message>
        <source>Training failed</source>
        <translation>Das Training ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Fix the cause, then resume. The last checkpoint is kept.</source>
        <translation>Beheben Sie die Ursache und setzen Sie dann fort. Alles bis zum letzten Sicherungspunkt bleibt erhalten.</translation>
    </message>
    <message>
        <source>Pausing …</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Ending with the best epoch …</source>
        <translation>Endet mit der besten Epoche …</translation>
    </message>
    <message>
        <source>{stage}: about {time} left in this step.</source>
        <translation>{stage}: noch etwa {time} für diesen Schritt.</translation>
    </message>
    <message>
        <source>each batch</source>
        <translation>jeder Stapel</translation>
    </message>
    <message>
        <source>validation clips</source>
        <translation>Clips zum Auswählen</translation>
    </message>
    <message>
        <source>each epoch</source>
        <translation>jede Epoche</translation>
    </message>
    <message>
        <source>Epoch {number}, the best so far</source>
        <translation>Epoche {number}, bisher die beste</translation>
    </message>
    <message>
        <source>Epoch {number}</source>
        <translation>Epoche {number}</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>What to label next</source>
        <translation>Was zuerst kennzeichnen</translation>
    </message>
    <message>
        <source>From a &amp;folder …</source>
        <translation>Aus einem &amp;Ordner …</translation>
    </message>
    <message>
        <source>Clips and pictures that you can label</source>
        <translation>Clips und Bilder, deren Echtheit Sie vielleicht kennen</translation>
    </message>
    <message>
        <source>From the open &amp;case</source>
        <translation>Aus dem offenen &amp;Fall</translation>
    </message>
    <message>
        <source>Faces of its clips, as the present detector found them</source>
        <translation>Gesichter seiner Clips, wie der jetzige Detektor sie fand</translation>
    </message>
    <message>
        <source>Pristine</source>
        <translation>Unverfälscht</translation>
    </message>
    <message>
        <source>Authentic, as filmed</source>
        <translation>Es ist, wie es aufgenommen wurde</translation>
    </message>
    <message>
        <source>Forged</source>
        <translation>Gefälscht</translation>
    </message>
    <message>
        <source>Manipulated or generated</source>
        <translation>Es wurde verändert oder künstlich erzeugt</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>Nicht zu sagen</translation>
    </message>
    <message>
        <source>Do not suggest it again</source>
        <translation>Nicht mehr vorlegen; es lehrt nichts</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Suggest it again after all others</source>
        <translation>Nach allen anderen wieder vorlegen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Undo the last answer (Backspace)</source>
        <translation>Die letzte Antwort zurücknehmen (Rücktaste)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Stop; results so far are kept</source>
        <translation>Anhalten, was läuft; was getan ist, bleibt erhalten</translation>
    </message>
    <message>
        <source>Label by what you know, not by how it looks. A detector trained on guesses repeats them.</source>
        <translation>Sagen Sie, was Sie über einen Clip wissen, nicht, wonach er aussieht: Ein Detektor, der Vermutungen lernt, wiederholt sie.</translation>
    </message>
    <message>
        <source>Folder of clips without labels</source>
        <translation>Ordner mit Clips ohne Kennzeichnung</translation>
    </message>
    <message numerus="yes">
        <source>Add %n to the data</source>
        <translation>
            <numerusform>%n zu den Daten hinzufügen</numerusform>
            <numerusform>%n zu den Daten hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Detecting faces and ranking them …</source>
        <translation>Sucht Gesichter und unter ihnen die, die den Detektor am meisten lehren würden …</translation>
    </message>
    <message>
        <source>Choose a source of clips or faces.</source>
        <translation>Wählen Sie, woher die Clips oder Gesichter kommen.</translation>
    </message>
    <message>
        <source>Nothing left to label.</source>
        <translation>Hier ist nichts mehr übrig.</translation>
    </message>
    <message>
        <source>Failed; results so far are kept.</source>
        <translation>Fehlgeschlagen; bisherige Ergebnisse bleiben erhalten.</translation>
    </message>
    <message>
        <source>&amp;Other trainings …</source>
        <translation>Andere T&amp;rainings …</translation>
    </message>
    <message>
        <source>Resume another training or start a new one</source>
        <translation>Mit einem anderen Training fortfahren oder ein neues beginnen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Stopped; results so far are kept.</source>
        <translation>Angehalten; was getan ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Labelled clips for training. Some are held out for evaluation.</source>
        <translation>Gekennzeichnete Clips, aus denen der neue Detektor lernen soll. Ein Teil wird zurückgehalten, um ihn zu beurteilen.</translation>
    </message>
    <message>
        <source>Problems of the data. Repair serious ones or keep them with a reason.</source>
        <translation>Mängel der Daten. Ernste sind zu beheben oder mit Begründung zu belassen.</translation>
    </message>
    <message>
        <source>Training method and estimated time</source>
        <translation>Trainingsmethode und geschätzte Dauer</translation>
    </message>
    <message>
        <source>Training runs in the background while you analyse clips.</source>
        <translation>Es läuft im Hintergrund weiter, während Sie Clips analysieren.</translation>
    </message>
    <message>
        <source>Both detectors on clips that neither was trained on</source>
        <translation>Beide Detektoren an denselben Clips, aus denen keiner gelernt hat.</translation>
    </message>
    <message>
        <source>Name the new detector. It replaces nothing unless you choose so.</source>
        <translation>Der neue Detektor bekommt einen eigenen Namen und ersetzt nichts, wenn Sie es nicht wollen.</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} hours</source>
        <translation>{number} Stunden</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} MB</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} GB</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>All clips of the case, sorted by suspicion</source>
        <extracomment>Column widths in pixels at the usual text size; the verdict takes the rest.</extracomment>
        <translation>Alle Clips des Falls, die verdächtigsten zuerst</translation>
    </message>
    <message>
        <source>Clips done, failed and waiting</source>
        <translation>Wie viele Clips fertig sind, fehlschlugen und warten</translation>
    </message>
    <message>
        <source>No clips yet. Drop several clips or a folder, or choose File &gt; Analyse a folder.</source>
        <translation>Noch keine Clips. Ziehen Sie mehrere Clips oder einen Ordner hierher, oder wählen Sie Datei &gt; Ordner analysieren.</translation>
    </message>
    <message numerus="yes">
        <source>Sort in %n new result(s)</source>
        <translation>
            <numerusform>%n neues Ergebnis einordnen</numerusform>
            <numerusform>%n neue Ergebnisse einordnen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>1 Clip</numerusform>
            <numerusform>%n Clips</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>{count} fertig</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} not finished</source>
        <translation>{count} nicht abgeschlossen</translation>
    </message>
    <message>
        <source>{count} running</source>
        <translation>{count} läuft</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} warten</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Keys (*.p12 *.pfx);;All files (*)</source>
        <translation>Schlüssel (*.p12 *.pfx);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Sign reports</source>
        <translation>Berichte signieren</translation>
    </message>
    <message>
        <source>PKCS#12 file, .p12 or .pfx</source>
        <translation>PKCS#12-Datei, .p12 oder .pfx</translation>
    </message>
    <message>
        <source>https://… (optional)</source>
        <translation>https://…; darf leer bleiben</translation>
    </message>
    <message>
        <source>C&amp;hoose …</source>
        <translation>W&amp;ählen …</translation>
    </message>
    <message>
        <source>The signature shows who issued the report and that it was not altered. The password is kept until you close the window.</source>
        <translation>Die Signatur zeigt, wer den Bericht ausgestellt hat und dass er seither nicht verändert wurde. Das Passwort wird vergessen, wenn das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>&amp;Sign reports</source>
        <translation>Berichte &amp;signieren</translation>
    </message>
    <message>
        <source>&amp;Do not sign</source>
        <translation>&amp;Nicht signieren</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>Schl&amp;üssel</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;Time-stamp server</source>
        <translation>&amp;Zeitstempeldienst</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Reports are signed by {name}</source>
        <translation>Berichte werden von {name} signiert</translation>
    </message>
    <message>
        <source>Reports are not signed</source>
        <translation>Berichte werden nicht signiert</translation>
    </message>
    <message>
        <source>Faces of {title}</source>
        <translation>Gesichter aus {title}</translation>
    </message>
    <message>
        <source>The detector is uncertain, and the face is unlike labelled ones.</source>
        <translation>Der Detektor ist unsicher, und es gleicht den bisher bekannten Gesichtern nicht.</translation>
    </message>
    <message>
        <source>The detector is uncertain.</source>
        <translation>Der Detektor ist unsicher.</translation>
    </message>
    <message>
        <source>The face is unlike labelled ones.</source>
        <translation>Es gleicht den bisher bekannten Gesichtern nicht.</translation>
    </message>
    <message>
        <source>Its label helps most among those left, but little.</source>
        <translation>Von dem, was übrig ist, hilft seine Kennzeichnung am meisten, aber nicht viel.</translation>
    </message>
    <message>
        <source>{pristine} pristine and {forged} forged.</source>
        <translation>{pristine} unverfälscht und {forged} gefälscht.</translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>noch %n übrig</numerusform>
            <numerusform>noch %n übrig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped as unknown</source>
        <translation>
            <numerusform>%n, bei dem es nicht zu sagen war</numerusform>
            <numerusform>%n, bei denen es nicht zu sagen war</numerusform>
        </translation>
    </message>
    <message>
        <source>points to {kinds}</source>
        <translation>spricht für {kinds}</translation>
    </message>
    <message>
        <source>points against {kinds}</source>
        <translation>spricht gegen {kinds}</translation>
    </message>
    <message>
        <source>says nothing about {kinds}</source>
        <translation>sagt nichts über {kinds}</translation>
    </message>
    <message>
        <source>not seen by this detector</source>
        <translation>von diesem Detektor nicht zu sehen</translation>
    </message>
    <message>
        <source>{strength} for this kind</source>
        <translation>{strength} für diese Art</translation>
    </message>
    <message>
        <source>{strength} against this kind</source>
        <translation>{strength} gegen diese Art</translation>
    </message>
    <message>
        <source>By kind, the evidence {parts}.</source>
        <translation>Nach Art der Fälschung: {parts}.</translation>
    </message>
    <message>
        <source>This detector cannot rule out {kinds} here.</source>
        <translation>Der Detektor kann {kinds} hier nicht ausschließen.</translation>
    </message>
    <message>
        <source>Of {count} stretches, the one from {start} to {end} is the most suspicious ({strength}). The ratio accounts for the number of stretches.</source>
        <translation>Von {count} einzeln beurteilten Abschnitten spricht der zwischen {start} und {end} am stärksten für Manipulation ({strength}). Der Quotient berücksichtigt, wie viele durchsucht wurden.</translation>
    </message>
    <message>
        <source>Kinds of forgery</source>
        <translation>Arten der Fälschung</translation>
    </message>
    <message>
        <source>log10 of the likelihood ratio of this kind against a recording</source>
        <translation>log10 des Likelihood-Quotienten dieser Art gegen eine Aufnahme</translation>
    </message>
    <message>
        <source>faces are smaller than {value} px</source>
        <translation>Gesichter kleiner als {value} px sind</translation>
    </message>
    <message>
        <source>sharpness is under {value}</source>
        <translation>die Schärfe unter {value} liegt</translation>
    </message>
    <message>
        <source>blockiness is over {value}</source>
        <translation>die Blockbildung über {value} liegt</translation>
    </message>
    <message>
        <source>This detector is not calibrated: its scores rank faces, and nobody knows how strong the evidence is. Calibrate it on clips whose labels you know.</source>
        <translation>Dieser Detektor ist nicht kalibriert: Seine Scores ordnen Gesichter, und niemand weiß, wie stark die Hinweise sind. Kalibrieren Sie ihn mit Clips, deren Label Sie kennen.</translation>
    </message>
    <message>
        <source>This detector was trained on pristine and forged faces without kinds. Which kinds it sees was not measured.</source>
        <translation>Dieser Detektor lernte nur unverfälschte und gefälschte Gesichter: Welche Arten der Fälschung er sieht, wurde nicht je Art gemessen.</translation>
    </message>
    <message>
        <source>This detector does not see {kinds}. Its verdict says nothing about that.</source>
        <translation>Dieser Detektor sieht Folgendes nicht: {kinds}. Sein Befund sagt darüber nichts.</translation>
    </message>
    <message>
        <source>This detector sees {kind}. Of such forgeries by generators unseen in training, {share} % look authentic to it.</source>
        <translation>Dieser Detektor sieht {kind}: Von Fälschungen dieser Art durch Generatoren, von denen er nicht lernte, hält er {share} % für unverfälscht.</translation>
    </message>
    <message>
        <source>Its scores say nothing about {kind} where {limits}.</source>
        <translation>Seine Werte sagen nichts über {kind}, wenn {limits}.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Report a problem</source>
        <extracomment>Number of log lines. Preferences without personal data; no others are reported. Packages whose versions matter.</extracomment>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>This is the whole report. It contains nothing of your clips, but the log names their paths. Edit or delete what you want to keep private. Nothing is sent: save the report and attach it to your message.</source>
        <translation>Das ist alles, was der Bericht enthält. Aus Ihren Clips ist nichts dabei, doch das Protokoll nennt ihre Pfade. Ändern oder löschen Sie, was Sie für sich behalten wollen. Es wird nichts gesendet: Speichern Sie den Bericht und hängen Sie ihn an Ihre Nachricht an.</translation>
    </message>
    <message>
        <source>What did you do, what did you expect, and what happened?</source>
        <translation>Was haben Sie getan, was haben Sie erwartet, was ist geschehen?</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>ZIP archive (*.zip)</source>
        <translation>ZIP-Archiv (*.zip)</translation>
    </message>
    <message>
        <source>Pages</source>
        <extracomment>Actions of the table that show a page, in the order of the tabs.</extracomment>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Frame as decoded (*.png)</source>
        <extracomment>Margin around a face, as a share of the height of its box.</extracomment>
        <translation>Einzelbild wie dekodiert (*.png)</translation>
    </message>
    <message>
        <source>Frame with overlays (*.png)</source>
        <translation>Einzelbild mit Einblendungen (*.png)</translation>
    </message>
    <message>
        <source>The selected face is not in this frame.</source>
        <translation>Das ausgewählte Gesicht ist nicht in diesem Einzelbild.</translation>
    </message>
    <message>
        <source>Face as decoded (*.png)</source>
        <translation>Gesicht wie dekodiert (*.png)</translation>
    </message>
    <message>
        <source>Second picture with its legend (*.png)</source>
        <translation>Zweites Bild mit Legende (*.png)</translation>
    </message>
    <message>
        <source>Copied the frame</source>
        <translation>Einzelbild kopiert</translation>
    </message>
    <message>
        <source>Copied the face</source>
        <translation>Gesicht kopiert</translation>
    </message>
    <message>
        <source>{clip}, {time}, frame {frame}, PTS {pts}</source>
        <translation>{clip}, {time}, Einzelbild {frame}, PTS {pts}</translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation>Kopiert: {text}</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Analyse a clip to see its report.</source>
        <translation>Analysieren Sie einen Clip, um seinen Bericht zu sehen.</translation>
    </message>
    <message>
        <source>Typesetting the preview …</source>
        <translation>Vorschau wird gesetzt …</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n Seite</numerusform>
            <numerusform>%n Seiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Glossary</source>
        <extracomment>Parts that may be left out: keys of `engine.report.pdf.OPTIONAL_PARTS` and their names.</extracomment>
        <translation>Glossar</translation>
    </message>
    <message>
        <source>Table of frames</source>
        <translation>Tabelle der Einzelbilder</translation>
    </message>
    <message>
        <source>File facts in full</source>
        <translation>Alle Angaben der Datei</translation>
    </message>
    <message>
        <source>Export PDF …</source>
        <extracomment>Actions with buttons on the page, and their labels.</extracomment>
        <translation>PDF exportieren …</translation>
    </message>
    <message>
        <source>Export evidence package …</source>
        <translation>Beweispaket exportieren …</translation>
    </message>
    <message>
        <source>Export JSON …</source>
        <translation>JSON exportieren …</translation>
    </message>
    <message>
        <source>Export table of frames …</source>
        <translation>Tabelle der Einzelbilder exportieren …</translation>
    </message>
    <message>
        <source>Choose letterhead …</source>
        <translation>Briefkopf wählen …</translation>
    </message>
    <message>
        <source>Sign reports …</source>
        <translation>Berichte signieren …</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <extracomment>Maximum width of a page on screen, in logical pixels.</extracomment>
        <translation>Seite {number} von {count}</translation>
    </message>
    <message>
        <source>Preview of the report</source>
        <translation>Vorschau des Berichts</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>Sprache des Berichts</translation>
    </message>
    <message>
        <source>Optional parts</source>
        <translation>Wählbare Teile</translation>
    </message>
    <message>
        <source>Letterhead and signature</source>
        <translation>Briefkopf und Signatur</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export {format} …</source>
        <translation>{format} exportieren …</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>{file}. Drag it to copy it.</source>
        <translation>{file}. Zum Kopieren ziehen.</translation>
    </message>
    <message>
        <source>Brightness</source>
        <extracomment>Steps of each slider to both sides of its neutral middle.</extracomment>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <extracomment>Steps of a slider. Labels of the parameters of `engine.analysis.picture_filters`.</extracomment>
        <translation>JPEG-Qualität</translation>
    </message>
    <message>
        <source>Amplification</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source>Size of details</source>
        <translation>Größe der Details</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Changes the view only, not scores or saved frames.</source>
        <translation>Ändert nur die Ansicht, nicht Bewertungen oder gespeicherte Bilder.</translation>
    </message>
    <message>
        <source>Import a published detector</source>
        <extracomment>Suffixes of checkpoints. Width of the dialog in pixels.</extracomment>
        <translation>Veröffentlichten Detektor importieren</translation>
    </message>
    <message>
        <source>Published detector</source>
        <translation>Veröffentlichter Detektor</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint-Datei</translation>
    </message>
    <message>
        <source>Published as</source>
        <translation>Veröffentlicht als</translation>
    </message>
    <message>
        <source>Its file</source>
        <translation>Zugehörige Datei</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Veröffentlichung</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>The detector gives scores without likelihood ratios until you calibrate it on clips with known labels.</source>
        <translation>Der Detektor liefert Scores ohne Likelihood-Quotienten, bis Sie ihn mit Clips kalibrieren, deren Label bekannt ist.</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Window</source>
        <extracomment>Seconds after which the machine counts as slow; two idle cores take about 7 seconds. Bytes of memory: a 1080p clip takes half of it, the window the rest. Bytes of free disk: below the first a warning, below the second a problem. Bytes of shared memory; with less, pictures are shared in the temporary folder.</extracomment>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>System packages that the window needs are missing: {missing}.</source>
        <translation>Systempakete, die das Fenster braucht, fehlen: {missing}.</translation>
    </message>
    <message>
        <source>There is no screen to open a window on. The command line works.</source>
        <translation>Es gibt keinen Bildschirm für ein Fenster. Die Befehlszeile funktioniert.</translation>
    </message>
    <message>
        <source>Start forensics-gui from a desktop session.</source>
        <translation>Starten Sie forensics-gui aus einer Desktop-Sitzung.</translation>
    </message>
    <message>
        <source>The window&apos;s system libraries are present.</source>
        <translation>Die Systembibliotheken des Fensters sind vorhanden.</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>Schriften</translation>
    </message>
    <message>
        <source>No fonts are installed. The window shows boxes in place of letters.</source>
        <translation>Es sind keine Schriften installiert. Das Fenster zeigt Kästchen statt Buchstaben.</translation>
    </message>
    <message>
        <source>Fonts are installed.</source>
        <translation>Schriften sind installiert.</translation>
    </message>
    <message>
        <source>{free} of {total} GiB of memory are available.</source>
        <translation>{free} von {total} GiB Arbeitsspeicher sind verfügbar.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Close other programs, or use &apos;forensics analyze --quick&apos;.</source>
        <translation>Schließen Sie andere Programme, oder verwenden Sie &apos;forensics analyze --quick&apos;.</translation>
    </message>
    <message>
        <source>Cases and detectors</source>
        <translation>Fälle und Detektoren</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>Temporary files</source>
        <translation>Temporäre Dateien</translation>
    </message>
    <message>
        <source>Make &apos;{present}&apos; a folder that you may write to.</source>
        <translation>Machen Sie &apos;{present}&apos; zu einem Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; cannot be written: {why}.</source>
        <translation>In &apos;{folder}&apos; kann nicht geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; can be written; {free} GiB are free.</source>
        <translation>In &apos;{folder}&apos; kann geschrieben werden; {free} GiB sind frei.</translation>
    </message>
    <message>
        <source>Free 1 GiB on this disk.</source>
        <translation>Geben Sie 1 GiB auf diesem Datenträger frei.</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>None. The processor runs the networks, which is fast enough.</source>
        <translation>Keine. Die Netze laufen auf dem Prozessor; das ist schnell genug.</translation>
    </message>
    <message>
        <source>PyTorch cannot be loaded: {why}.</source>
        <translation>PyTorch kann nicht geladen werden: {why}.</translation>
    </message>
    <message>
        <source>There is a GPU, but this build of PyTorch cannot use it. The processor is used instead.</source>
        <translation>Es gibt eine GPU, aber diese Version von PyTorch kann sie nicht verwenden. Stattdessen rechnet der Prozessor.</translation>
    </message>
    <message>
        <source>&apos;{device}&apos; is used.</source>
        <translation>&apos;{device}&apos; wird verwendet.</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>On this system the decoding process has all your rights.</source>
        <translation>Auf diesem System hat der Decoder-Prozess alle Ihre Rechte.</translation>
    </message>
    <message>
        <source>Examine clips from an adversary in a virtual machine.</source>
        <translation>Untersuchen Sie Clips eines Gegners in einer virtuellen Maschine.</translation>
    </message>
    <message>
        <source>This kernel lacks {lacking}, so the decoding process is confined less.</source>
        <translation>Diesem Kernel fehlt {lacking}, daher ist der Decoder-Prozess weniger eingeschränkt.</translation>
    </message>
    <message>
        <source>Use Linux 5.13 or later, or examine clips from an adversary in a virtual machine.</source>
        <translation>Verwenden Sie Linux 5.13 oder neuer, oder untersuchen Sie Clips eines Gegners in einer virtuellen Maschine.</translation>
    </message>
    <message>
        <source>Shared memory has less than 1 GiB of room, so the decoding process may use the temporary folder.</source>
        <translation>Der gemeinsame Speicher hat weniger als 1 GiB Platz, daher darf der Decoder-Prozess den temporären Ordner verwenden.</translation>
    </message>
    <message>
        <source>The decoding process is confined.</source>
        <translation>Der Decoder-Prozess ist eingeschränkt.</translation>
    </message>
    <message>
        <source>Sample clip</source>
        <translation>Beispielclip</translation>
    </message>
    <message>
        <source>The sample cannot be analysed: {why}.</source>
        <translation>Das Beispiel kann nicht analysiert werden: {why}.</translation>
    </message>
    <message>
        <source>A clip of {length} s was analysed in {taken} s, detector included.</source>
        <translation>Ein Clip von {length} s wurde in {taken} s analysiert, einschließlich Laden des Detektors.</translation>
    </message>
    <message>
        <source>System check</source>
        <translation>Systemprüfung</translation>
    </message>
    <message>
        <source>Checking; the analysis of a sample takes some seconds …</source>
        <translation>Prüfung läuft; die Analyse eines Beispiels dauert einige Sekunden …</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found. Fix them first.</source>
        <translation>
            <numerusform>%n Problem gefunden. Beheben Sie es zuerst.</numerusform>
            <numerusform>%n Probleme gefunden. Beheben Sie sie zuerst.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No problem found, but %n warning(s).</source>
        <translation>
            <numerusform>Kein Problem gefunden, aber %n Warnung.</numerusform>
            <numerusform>Kein Problem gefunden, aber %n Warnungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Es fehlt nichts.</translation>
    </message>
    <message>
        <source>Examine coding</source>
        <translation>Kodierung untersuchen</translation>
    </message>
    <message>
        <source>Looks for an earlier compression, cuts and joins. Reads the whole clip once; the verdict does not change.</source>
        <translation>Sucht nach einer früheren Kompression, nach Schnitten und Fügestellen. Liest den ganzen Clip einmal; der Befund ändert sich nicht.</translation>
    </message>
    <message>
        <source>{done} of {total} frames</source>
        <translation>{done} von {total} Einzelbildern</translation>
    </message>
    <message>
        <source>quantiser {kinds}</source>
        <translation>Quantisierer {kinds}</translation>
    </message>
    <message>
        <source>blocks in %: {first} intra, {second} skipped</source>
        <translation>Blöcke in %: {first} intra, {second} übersprungen</translation>
    </message>
    <message>
        <source>{mark} noise</source>
        <translation>{mark} Rauschen</translation>
    </message>
    <message>
        <source>Frame {frame}: {kind}, {size} bytes</source>
        <translation>Einzelbild {frame}: {kind}, {size} Byte</translation>
    </message>
    <message>
        <source>quantiser {mean}</source>
        <translation>Quantisierer {mean}</translation>
    </message>
    <message>
        <source>{intra}% intra, {skipped}% skipped</source>
        <translation>{intra} % intra, {skipped} % übersprungen</translation>
    </message>
    <message>
        <source>noise {level}</source>
        <translation>Rauschen {level}</translation>
    </message>
    <message>
        <source>Quantiser, block types and noise over time</source>
        <extracomment>Columns of the three rows.</extracomment>
        <translation>Quantisierer, Blockarten und Rauschen im Zeitverlauf</translation>
    </message>
    <message>
        <source>intra</source>
        <extracomment>What each kind of block is called.</extracomment>
        <translation>intra</translation>
    </message>
    <message>
        <source>intra, 4 × 4 or 8 × 8</source>
        <translation>intra, 4 × 4 oder 8 × 8</translation>
    </message>
    <message>
        <source>from earlier frames</source>
        <translation>aus früheren Einzelbildern</translation>
    </message>
    <message>
        <source>from later frames</source>
        <translation>aus späteren Einzelbildern</translation>
    </message>
    <message>
        <source>from both</source>
        <translation>aus beiden</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>direkt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>{codec} does not tell the types of its blocks.</source>
        <translation>{codec} gibt die Arten seiner Blöcke nicht an.</translation>
    </message>
    <message>
        <source>{codec} does not tell its quantisers.</source>
        <translation>{codec} gibt seine Quantisierer nicht an.</translation>
    </message>
    <message>
        <source>{codec} does not tell its motion vectors.</source>
        <translation>{codec} gibt seine Bewegungsvektoren nicht an.</translation>
    </message>
    <message>
        <source>{kind} frame, {size} bytes</source>
        <extracomment>Colour stops of the quantiser&apos;s scale.</extracomment>
        <translation>{kind}-Bild, {size} Byte</translation>
    </message>
    <message>
        <source>Thin lines: macroblocks and their parts</source>
        <translation>Dünne Linien: Makroblöcke und ihre Teile</translation>
    </message>
    <message>
        <source>to an earlier frame</source>
        <translation>zu einem früheren Einzelbild</translation>
    </message>
    <message>
        <source>to a later frame</source>
        <translation>zu einem späteren Einzelbild</translation>
    </message>
    <message>
        <source>From a block to the place it is copied from; none: intra or no motion</source>
        <translation>Vom Block zu der Stelle, aus der er kopiert wird; keine: intra oder unbewegt</translation>
    </message>
    <message>
        <source>fine  {quantiser}</source>
        <translation>fein  {quantiser}</translation>
    </message>
    <message>
        <source>{quantiser}  coarse</source>
        <translation>{quantiser}  grob</translation>
    </message>
    <message>
        <source>Quantiser of each block</source>
        <translation>Quantisierer jedes Blocks</translation>
    </message>
    <message>
        <source>Quantiser of the frame&apos;s header; blocks may deviate</source>
        <translation>Quantisierer aus dem Kopf des Einzelbilds; Blöcke können abweichen</translation>
    </message>
    <message>
        <source>Picture to draw on</source>
        <translation>Bild zum Zeichnen</translation>
    </message>
    <message>
        <source>Arrow keys move the cross, with Shift farther. Return starts and ends a shape.</source>
        <translation>Pfeiltasten bewegen das Kreuz, mit Umschalt weiter. Die Eingabetaste beginnt und beendet eine Form.</translation>
    </message>
    <message>
        <source>Distance of the face from pristine faces over time</source>
        <translation>Abstand des Gesichts von unverfälschten Gesichtern über die Zeit</translation>
    </message>
    <message>
        <source>Compare faces</source>
        <translation>Gesichter vergleichen</translation>
    </message>
    <message>
        <source>Compares noise, sharpness, compression and colour in the middle of each face with the head around it. The verdict does not change.</source>
        <translation>Vergleicht Rauschen, Schärfe, Kompression und Farbe in der Mitte jedes Gesichts mit dem Kopf darum. Der Befund ändert sich nicht.</translation>
    </message>
    <message>
        <source>Track {number}: distance {distance}, limit {limit} (dashed)</source>
        <translation>Spur {number}: Abstand {distance}, Grenze {limit} (gestrichelt)</translation>
    </message>
    <message>
        <source>Faces cannot be drawn on a clip whose faces were found in turned pictures.</source>
        <extracomment>Smallest side of a drawn box in pixels. Frames decoded together when a face is followed backwards. Overlap from which a corrected box and the track&apos;s own are the same again, 0 to 1.</extracomment>
        <translation>In einem Clip, dessen Gesichter in gedrehten Bildern gefunden wurden, lassen sich keine Gesichter zeichnen.</translation>
    </message>
    <message>
        <source>The box is smaller than {smallest} pixels.</source>
        <translation>Der Rahmen ist kleiner als {smallest} Pixel.</translation>
    </message>
    <message>
        <source>A track already has a face here.</source>
        <translation>Eine Spur hat hier schon ein Gesicht.</translation>
    </message>
    <message>
        <source>Correct its box instead. Nothing was changed.</source>
        <translation>Berichtigen Sie stattdessen ihren Rahmen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Frame {frame} was not examined.</source>
        <translation>Einzelbild {frame} wurde nicht untersucht.</translation>
    </message>
    <message>
        <source>Following the face</source>
        <translation>Gesicht wird verfolgt</translation>
    </message>
    <message>
        <source>Drag a box around the face, from the forehead to the chin.</source>
        <translation>Ziehen Sie einen Rahmen um das Gesicht, von der Stirn bis zum Kinn.</translation>
    </message>
    <message>
        <source>Add face</source>
        <translation>Gesicht hinzufügen</translation>
    </message>
    <message>
        <source>The selected face is not on this frame.</source>
        <translation>Das gewählte Gesicht ist nicht in diesem Einzelbild.</translation>
    </message>
    <message>
        <source>Go to a frame that shows it, or draw it here.</source>
        <translation>Gehen Sie zu einem Einzelbild, das es zeigt, oder zeichnen Sie es hier.</translation>
    </message>
    <message>
        <source>Move or resize the box of {face}.</source>
        <translation>Verschieben Sie den Rahmen von {face} oder ändern Sie seine Größe.</translation>
    </message>
    <message>
        <source>Correct box</source>
        <translation>Rahmen berichtigen</translation>
    </message>
    <message>
        <source>Draw a face</source>
        <translation>Gesicht zeichnen</translation>
    </message>
    <message>
        <source>The file carries no content credentials, which is usual.</source>
        <extracomment>C2PA&apos;s code for a signer outside the trust list; always reported without a trust list.</extracomment>
        <translation>Die Datei trägt keine Inhaltsnachweise; das ist üblich.</translation>
    </message>
    <message>
        <source>The file carries content credentials; signature and content agree. Who the signer is was not checked against a list of trusted signers.</source>
        <translation>Die Datei trägt Inhaltsnachweise; Signatur und Inhalt stimmen überein. Ob der Unterzeichner auf einer Liste vertrauenswürdiger Unterzeichner steht, wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>The file carries content credentials of a trusted signer; signature and content agree.</source>
        <translation>Die Datei trägt Inhaltsnachweise eines vertrauenswürdigen Unterzeichners; Signatur und Inhalt stimmen überein.</translation>
    </message>
    <message>
        <source>The file carries content credentials that do not hold: the signature or the content does not agree with them.</source>
        <translation>Die Datei trägt Inhaltsnachweise, die nicht gültig sind: Signatur oder Inhalt passen nicht dazu.</translation>
    </message>
    <message>
        <source>Content credentials cannot be read: they are damaged, or the file is.</source>
        <translation>Die Inhaltsnachweise sind nicht lesbar: Sie oder die Datei sind beschädigt.</translation>
    </message>
    <message>
        <source>Content credentials are not defined for this kind of file, or it is not a kind that can be checked.</source>
        <translation>Für diese Dateiart sind keine Inhaltsnachweise festgelegt, oder sie lässt sich nicht prüfen.</translation>
    </message>
    <message>
        <source>Content credentials were not looked for: the library that reads them is not installed.</source>
        <translation>Nach Inhaltsnachweisen wurde nicht gesucht: Die Bibliothek, die sie liest, ist nicht installiert.</translation>
    </message>
    <message>
        <source>the content is not the one that was signed</source>
        <translation>der Inhalt ist nicht der, der signiert wurde</translation>
    </message>
    <message>
        <source>a part of the credentials is not the one that was signed</source>
        <translation>ein Teil der Nachweise ist nicht der, der signiert wurde</translation>
    </message>
    <message>
        <source>the signature does not fit the claim</source>
        <translation>die Signatur passt nicht zu den Angaben</translation>
    </message>
    <message>
        <source>there is no signature</source>
        <translation>die Signatur fehlt</translation>
    </message>
    <message>
        <source>the signing certificate had expired</source>
        <translation>das Zertifikat war abgelaufen</translation>
    </message>
    <message>
        <source>the signing certificate was revoked</source>
        <translation>das Zertifikat wurde widerrufen</translation>
    </message>
    <message>
        <source>the signing certificate is not fit for signing</source>
        <translation>das Zertifikat eignet sich nicht zum Signieren</translation>
    </message>
    <message>
        <source>the signer is on no list of trusted signers</source>
        <translation>der Unterzeichner steht auf keiner Liste vertrauenswürdiger Unterzeichner</translation>
    </message>
    <message>
        <source>captured with a camera or microphone</source>
        <extracomment>Disable network access, which would reveal to others that the clip is being examined.</extracomment>
        <translation>mit Kamera oder Mikrofon aufgenommen</translation>
    </message>
    <message>
        <source>captured and computed by a camera</source>
        <translation>von einer Kamera aufgenommen und berechnet</translation>
    </message>
    <message>
        <source>made by a generative model</source>
        <translation>von einem generativen Modell erzeugt</translation>
    </message>
    <message>
        <source>composed with parts made by a generative model</source>
        <translation>mit Teilen aus einem generativen Modell zusammengesetzt</translation>
    </message>
    <message>
        <source>made by an algorithm that was not trained</source>
        <translation>von einem untrainierten Algorithmus erzeugt</translation>
    </message>
    <message>
        <source>enhanced by an algorithm</source>
        <translation>von einem Algorithmus verbessert</translation>
    </message>
    <message>
        <source>edited by a person</source>
        <translation>von einer Person bearbeitet</translation>
    </message>
    <message>
        <source>composed of several sources</source>
        <translation>aus mehreren Quellen zusammengesetzt</translation>
    </message>
    <message>
        <source>composed of several captures</source>
        <translation>aus mehreren Aufnahmen zusammengesetzt</translation>
    </message>
    <message>
        <source>captured from a screen</source>
        <translation>vom Bildschirm aufgenommen</translation>
    </message>
    <message>
        <source>recorded from a virtual event</source>
        <translation>von einer virtuellen Veranstaltung aufgezeichnet</translation>
    </message>
    <message>
        <source>made from data</source>
        <translation>aus Daten erzeugt</translation>
    </message>
    <message>
        <source>drawn or made by a person with software</source>
        <translation>von einer Person mit Software gezeichnet oder erstellt</translation>
    </message>
    <message>
        <source>The file ends early: its header states {stated} frames, {frames} can be read ({seconds} s can be read).</source>
        <extracomment>FFmpeg messages about a file that ends within a packet or an element. Tolerance in seconds by which a container&apos;s duration may exceed that of its streams. Packet sizes of transport streams in bytes: plain, with time code, with error correction.</extracomment>
        <translation>Die Datei endet vorzeitig: Ihre Kopfdaten nennen {stated} Einzelbilder, lesbar sind {frames} ({seconds} s).</translation>
    </message>
    <message>
        <source>The file ends early: its header states {stated} s of video, {seconds} s can be read.</source>
        <translation>Die Datei endet vorzeitig: Ihre Kopfdaten nennen {stated} s Video, lesbar sind {seconds} s.</translation>
    </message>
    <message>
        <source>The file ends early, within a packet; {seconds} s can be read.</source>
        <translation>Die Datei endet vorzeitig, mitten in einem Paket; lesbar sind {seconds} s.</translation>
    </message>
    <message>
        <source>container</source>
        <extracomment>Tag name prefixes that identify programs and services.
----------
Names that `engine.structure.properties` gives. Names of boxes, tags and fields are not words.</extracomment>
        <translation>Container</translation>
    </message>
    <message>
        <source>video data</source>
        <translation>Videodaten</translation>
    </message>
    <message>
        <source>maker&apos;s boxes</source>
        <translation>Boxen des Herstellers</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>An equal structure shows that a file was written in the same way. Other devices and programs may write the same structure, so it identifies no device and no person.</source>
        <extracomment>Sentence that accompanies every match.</extracomment>
        <translation>Eine gleiche Struktur zeigt, dass eine Datei auf die gleiche Weise geschrieben wurde. Andere Geräte und Programme können die gleiche Struktur schreiben; sie identifiziert daher weder ein Gerät noch eine Person.</translation>
    </message>
    <message>
        <source>The library &apos;{path}&apos; cannot be read: {why}.</source>
        <translation>Die Bibliothek „{path}“ kann nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>Check the path, or export the library again from where it came.</source>
        <translation>Prüfen Sie den Pfad, oder exportieren Sie die Bibliothek erneut von ihrer Quelle.</translation>
    </message>
    <message>
        <source>The name of an entry has 1 to {max_name} characters.</source>
        <translation>Der Name eines Eintrags hat 1 bis {max_name} Zeichen.</translation>
    </message>
    <message>
        <source>The files of &apos;{name}&apos; have no feature in common.</source>
        <translation>Die Dateien von „{name}“ haben kein gemeinsames Merkmal.</translation>
    </message>
    <message>
        <source>Make one entry for each way of recording or sending.</source>
        <translation>Legen Sie für jede Art der Aufnahme oder Übertragung einen eigenen Eintrag an.</translation>
    </message>
    <message>
        <source>The library has no entry &apos;{name}&apos;.</source>
        <translation>Die Bibliothek hat keinen Eintrag „{name}“.</translation>
    </message>
    <message>
        <source>&apos;forensics structure list&apos; names them.</source>
        <translation>&apos;forensics structure list&apos; nennt die Einträge.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is no library of structures, is damaged, or is too large.</source>
        <translation>„{path}“ ist keine Strukturbibliothek, ist beschädigt oder zu groß.</translation>
    </message>
    <message>
        <source>Use a backup, or a library exported by this version.</source>
        <translation>Verwenden Sie eine Sicherung oder eine Bibliothek, die diese Version exportiert hat.</translation>
    </message>
    <message>
        <source>Bytes of {clip}</source>
        <translation>Bytes von {clip}</translation>
    </message>
    <message>
        <source>Box type or offset, such as avcC or 0x1f40</source>
        <translation>Boxtyp oder Position, zum Beispiel avcC oder 0x1f40</translation>
    </message>
    <message>
        <source>Search for a box or an offset</source>
        <translation>Nach einer Box oder Position suchen</translation>
    </message>
    <message>
        <source>Copy bytes</source>
        <translation>Bytes kopieren</translation>
    </message>
    <message>
        <source>Copy the selected bytes as hexadecimal</source>
        <translation>Ausgewählte Bytes hexadezimal kopieren</translation>
    </message>
    <message>
        <source>Layout of the file</source>
        <translation>Aufbau der Datei</translation>
    </message>
    <message>
        <source>Fields of the box</source>
        <translation>Felder der Box</translation>
    </message>
    <message>
        <source>No box of this type.</source>
        <translation>Keine Box dieses Typs.</translation>
    </message>
    <message>
        <source>The file has more boxes; the first {count} are listed.</source>
        <translation>Die Datei hat weitere Boxen; die ersten {count} sind aufgeführt.</translation>
    </message>
    <message>
        <source>The layout of this kind of file is not read.</source>
        <translation>Der Aufbau dieser Art von Datei wird nicht gelesen.</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Offset {offset} (0x{hex})</source>
        <translation>Position {offset} (0x{hex})</translation>
    </message>
    <message>
        <source>{count} bytes selected</source>
        <translation>{count} Bytes ausgewählt</translation>
    </message>
    <message>
        <source>Compare {first} with {second}</source>
        <extracomment>Signs before a row, which say the same as its colour.</extracomment>
        <translation>{first} und {second} im Vergleich</translation>
    </message>
    <message>
        <source>Search names and values</source>
        <translation>Namen und Werte durchsuchen</translation>
    </message>
    <message>
        <source>Differences only</source>
        <translation>Nur Unterschiede</translation>
    </message>
    <message>
        <source>Features only</source>
        <translation>Nur Merkmale</translation>
    </message>
    <message>
        <source>Hide what depends on the recording, such as its length, date and picture size</source>
        <translation>Ausblenden, was von der Aufnahme abhängt, etwa Länge, Datum und Bildgröße</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all rows shown</source>
        <translation>Ausgewählte oder alle gezeigten Zeilen kopieren</translation>
    </message>
    <message>
        <source>Reading the files …</source>
        <translation>Dateien werden gelesen …</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>Eigenschaft</translation>
    </message>
    <message>
        <source>{same} of {all} values and {alike} of {features} features are the same.</source>
        <translation>{same} von {all} Werten und {alike} von {features} Merkmalen sind gleich.</translation>
    </message>
    <message>
        <source>Feature: depends on the device or program</source>
        <translation>Merkmal: hängt vom Gerät oder Programm ab</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>different</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>only in the first file</source>
        <translation>nur in der ersten Datei</translation>
    </message>
    <message>
        <source>only in the second file</source>
        <translation>nur in der zweiten Datei</translation>
    </message>
    <message>
        <source>Bytes of the file</source>
        <extracomment>Bytes of a row, of a page that is read at once, and pages kept. Maximum number of bytes copied at once. Maximum value of the scroll bar, whose numbers have 32 bits. Looks of bytes: colour of the text and of the background. The header of a box is also bold.</extracomment>
        <translation>Bytes der Datei</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>Box, number of the box around it (-1 for none) and row in it.</extracomment>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>{count} bytes are missing</source>
        <translation>{count} Bytes fehlen</translation>
    </message>
    <message>
        <source>Libraries of structures (*.json)</source>
        <translation>Strukturbibliotheken (*.json)</translation>
    </message>
    <message>
        <source>Compare with file …</source>
        <extracomment>Number of entries, and of differing fields of each, that are listed.</extracomment>
        <translation>Mit Datei vergleichen …</translation>
    </message>
    <message>
        <source>Show another file beside the open clip</source>
        <translation>Eine andere Datei neben dem geöffneten Clip zeigen</translation>
    </message>
    <message>
        <source>Show bytes …</source>
        <translation>Bytes zeigen …</translation>
    </message>
    <message>
        <source>Show the boxes of the file and their bytes</source>
        <translation>Boxen der Datei und ihre Bytes zeigen</translation>
    </message>
    <message>
        <source>Add to library …</source>
        <translation>In Bibliothek aufnehmen …</translation>
    </message>
    <message>
        <source>Keep the structure of a file whose origin you know</source>
        <translation>Struktur einer Datei bekannter Herkunft behalten</translation>
    </message>
    <message>
        <source>Remove an entry …</source>
        <translation>Eintrag entfernen …</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Known structures</source>
        <translation>Bekannte Strukturen</translation>
    </message>
    <message>
        <source>Compare with another file</source>
        <translation>Mit anderer Datei vergleichen</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>Was das bedeutet</translation>
    </message>
    <message>
        <source>Reading the structure …</source>
        <translation>Struktur wird gelesen …</translation>
    </message>
    <message>
        <source>Your library is empty. Open files of known devices and platforms, and add them; clips are then compared with them feature by feature.</source>
        <translation>Ihre Bibliothek ist leer. Öffnen Sie Dateien bekannter Geräte und Plattformen und nehmen Sie sie auf; Clips werden dann Merkmal für Merkmal mit ihnen verglichen.</translation>
    </message>
    <message>
        <source>Compares boxes, parameter sets, groups of pictures and metadata with files of known devices and platforms. The verdict does not change.</source>
        <translation>Vergleicht Boxen, Parametersätze, Bildgruppen und Metadaten mit Dateien bekannter Geräte und Plattformen. Der Befund ändert sich nicht.</translation>
    </message>
    <message>
        <source>Remove an entry</source>
        <translation>Eintrag entfernen</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) imported.</source>
        <translation>
            <numerusform>%n Eintrag importiert.</numerusform>
            <numerusform>%n Einträge importiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, because the name is in use: {names}</source>
        <translation>Ausgelassen, weil der Name schon vergeben ist: {names}</translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation>Sieht aus wie</translation>
    </message>
    <message>
        <source>Differs from</source>
        <translation>Weicht ab von</translation>
    </message>
    <message>
        <source>{agree} of {total} features</source>
        <translation>{agree} von {total} Merkmalen</translation>
    </message>
    <message>
        <source>Agree: {names}</source>
        <translation>Gleich: {names}</translation>
    </message>
    <message>
        <source>Not in this clip: {names}</source>
        <translation>Nicht in diesem Clip: {names}</translation>
    </message>
    <message>
        <source>{name}: {theirs} in the library, {ours} here</source>
        <translation>{name}: {theirs} in der Bibliothek, {ours} hier</translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s)</source>
        <translation>
            <numerusform>%n weiteres Feld</numerusform>
            <numerusform>%n weitere Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>Add to library</source>
        <translation>In Bibliothek aufnehmen</translation>
    </message>
    <message>
        <source>Device or platform</source>
        <translation>Gerät oder Plattform</translation>
    </message>
    <message>
        <source>for example model, app version, settings</source>
        <translation>zum Beispiel Modell, Version der App, Einstellungen</translation>
    </message>
    <message>
        <source>Several files of one name make one entry, which keeps what they have in common. Add recordings of different length, place and day.</source>
        <translation>Mehrere Dateien eines Namens ergeben einen Eintrag, der ihre Gemeinsamkeiten behält. Nehmen Sie Aufnahmen unterschiedlicher Länge, Orte und Tage auf.</translation>
    </message>
    <message>
        <source>The analysis is not finished, and cannot be corrected yet.</source>
        <translation>Die Analyse ist nicht abgeschlossen und lässt sich noch nicht korrigieren.</translation>
    </message>
    <message>
        <source>Wait until it is finished, or analyse the clip again.</source>
        <translation>Warten Sie, bis sie abgeschlossen ist, oder analysieren Sie den Clip erneut.</translation>
    </message>
    <message>
        <source>The range of frames ends before it begins.</source>
        <translation>Der Bereich der Einzelbilder endet, bevor er beginnt.</translation>
    </message>
    <message>
        <source>There is no drawn face {drawing}.</source>
        <translation>Es gibt kein gezeichnetes Gesicht {drawing}.</translation>
    </message>
    <message>
        <source>There is a track {number} already.</source>
        <translation>Es gibt schon eine Spur {number}.</translation>
    </message>
    <message>
        <source>Track {number} is not on frame {frame}.</source>
        <translation>Spur {number} ist in Einzelbild {frame} nicht sichtbar.</translation>
    </message>
    <message>
        <source>There is no track {number}.</source>
        <translation>Es gibt keine Spur {number}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose another track or frame.</source>
        <translation>Nichts wurde geändert. Wählen Sie eine andere Spur oder ein anderes Einzelbild.</translation>
    </message>
    <message>
        <source>A track cannot be merged with itself.</source>
        <translation>Eine Spur kann nicht mit sich selbst zusammengeführt werden.</translation>
    </message>
    <message>
        <source>Tracks {number} and {into} are seen in the same frame: they are two faces.</source>
        <translation>Die Spuren {number} und {into} sind im selben Einzelbild sichtbar: Sie zeigen zwei Gesichter.</translation>
    </message>
    <message>
        <source>An excluded track cannot be merged.</source>
        <translation>Eine ausgeschlossene Spur kann nicht zusammengeführt werden.</translation>
    </message>
    <message>
        <source>Restore it first. Nothing was changed.</source>
        <translation>Stellen Sie sie zuerst wieder her. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Frame {frame} does not split track {number}: all of it is on one side.</source>
        <translation>Einzelbild {frame} teilt Spur {number} nicht: Sie liegt ganz auf einer Seite.</translation>
    </message>
    <message>
        <source>A track cannot be swapped with itself.</source>
        <translation>Eine Spur kann nicht mit sich selbst vertauscht werden.</translation>
    </message>
    <message>
        <source>An excluded track cannot be swapped.</source>
        <translation>Eine ausgeschlossene Spur kann nicht vertauscht werden.</translation>
    </message>
    <message>
        <source>{pristine} pristine and {forged} forged clips were judged by all detectors; at least {least} of each are needed.</source>
        <extracomment>Clips of each class; fewer bound the ratio so closely that it says nothing. scikit-learn&apos;s C; values are standardised, and a few dozen clips must not give large weights.</extracomment>
        <translation>Alle Detektoren haben {pristine} unverfälschte und {forged} gefälschte Clips beurteilt; mindestens {least} von jeder Art sind nötig.</translation>
    </message>
    <message>
        <source>Add labelled clips that show a clear face.</source>
        <translation>Fügen Sie gekennzeichnete Clips hinzu, die ein Gesicht deutlich zeigen.</translation>
    </message>
    <message>
        <source>The fusion &apos;{path}&apos; cannot be read: {why}.</source>
        <translation>Die Fusion „{path}“ kann nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not a fusion, or it is damaged.</source>
        <translation>„{path}“ ist keine Fusion oder ist beschädigt.</translation>
    </message>
    <message>
        <source>Make it again with &apos;forensics fusion fit&apos;.</source>
        <translation>Erstellen Sie sie erneut mit &apos;forensics fusion fit&apos;.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; is not a folder.</source>
        <translation>„{folder}“ ist kein Ordner.</translation>
    </message>
    <message>
        <source>Choose a folder of clips.</source>
        <translation>Wählen Sie einen Ordner mit Clips.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; holds {count} clips; at least {least} are needed.</source>
        <translation>„{folder}“ enthält {count} Clips; mindestens {least} sind nötig.</translation>
    </message>
    <message>
        <source>Add clips of the same source that are known to be pristine.</source>
        <translation>Fügen Sie Clips derselben Quelle hinzu, die bekannt unverfälscht sind.</translation>
    </message>
    <message>
        <source>Make the calibration again with &apos;forensics calibrate&apos;.</source>
        <extracomment>Fewer clips hardly bound the false-alarm rate: even 0 of 10 allows for 28 %. Tolerated difference of intercepts between processors, in log10 LR.</extracomment>
        <translation>Erstellen Sie die Kalibrierung erneut mit &apos;forensics calibrate&apos;.</translation>
    </message>
    <message>
        <source>{count} clips of &apos;{source}&apos; can be used; at least {least} are needed.</source>
        <translation>{count} Clips von „{source}“ sind verwendbar; mindestens {least} sind nötig.</translation>
    </message>
    <message>
        <source>Add clips of the same source that are known to be pristine and show a clear face.</source>
        <translation>Fügen Sie Clips derselben Quelle hinzu, die bekannt unverfälscht sind und ein Gesicht deutlich zeigen.</translation>
    </message>
    <message>
        <source>The local calibration of &apos;{source}&apos; was made with another detector (&apos;{detector}&apos;) or another version of this one.</source>
        <translation>Die lokale Kalibrierung von „{source}“ wurde mit einem anderen Detektor („{detector}“) oder einer anderen Version dieses Detektors erstellt.</translation>
    </message>
    <message>
        <source>Choose that detector, or make the calibration again with &apos;forensics calibrate&apos;.</source>
        <translation>Wählen Sie jenen Detektor, oder erstellen Sie die Kalibrierung erneut mit &apos;forensics calibrate&apos;.</translation>
    </message>
    <message>
        <source>The local calibration of &apos;{source}&apos; does not follow from its clips: it was altered.</source>
        <translation>Die lokale Kalibrierung von „{source}“ folgt nicht aus ihren Clips: Sie wurde verändert.</translation>
    </message>
    <message>
        <source>Do not rely on it. Make the calibration again with &apos;forensics calibrate&apos;.</source>
        <translation>Verlassen Sie sich nicht darauf. Erstellen Sie die Kalibrierung erneut mit &apos;forensics calibrate&apos;.</translation>
    </message>
    <message>
        <source>The local calibration &apos;{path}&apos; cannot be read: {why}.</source>
        <translation>Die lokale Kalibrierung „{path}“ kann nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not a local calibration, or it is damaged.</source>
        <translation>„{path}“ ist keine lokale Kalibrierung oder ist beschädigt.</translation>
    </message>
    <message>
        <source>No frame of the clip lies between {begin} s and {end} s.</source>
        <extracomment>`frames_per_track` for the densest analysis: every frame of a stretch at up to 30 frames per second. Tolerance for rounded times, in seconds.</extracomment>
        <translation>Kein Einzelbild des Clips liegt zwischen {begin} s und {end} s.</translation>
    </message>
    <message>
        <source>The last frame is shown at {last} s. Choose another range.</source>
        <translation>Das letzte Einzelbild wird bei {last} s gezeigt. Wählen Sie einen anderen Bereich.</translation>
    </message>
    <message>
        <source>The decoder gave an answer about the sound of &apos;{name}&apos; that makes no sense.</source>
        <translation>Der Decoder gab zum Ton von „{name}“ eine sinnlose Antwort.</translation>
    </message>
    <message>
        <source>It is played without sound. Report the fault with the details.</source>
        <translation>Der Clip wird ohne Ton abgespielt. Melden Sie den Fehler mit den Einzelheiten.</translation>
    </message>
    <message>
        <source>Its pictures are shown without the sound&apos;s wave. Report the fault.</source>
        <translation>Die Bilder werden ohne Tonkurve gezeigt. Melden Sie den Fehler.</translation>
    </message>
    <message>
        <source>No clip was found in &apos;{name}&apos;.</source>
        <translation>In „{name}“ wurde kein Clip gefunden.</translation>
    </message>
    <message>
        <source>Give a folder that holds clips, or the clips themselves.</source>
        <translation>Geben Sie einen Ordner mit Clips oder die Clips selbst an.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be fetched.</source>
        <translation>„{name}“ kann nicht geholt werden.</translation>
    </message>
    <message>
        <source>Check the address and that you may read it; storage such as s3 needs its own package (for s3:// it is s3fs).</source>
        <translation>Prüfen Sie die Adresse und ob Sie sie lesen dürfen; Speicher wie s3 braucht ein eigenes Paket (für s3:// ist es s3fs).</translation>
    </message>
    <message>
        <source>The PDF of the batch could not be prepared: {why}.</source>
        <extracomment>Printed digits of a clip&apos;s hash.</extracomment>
        <translation>Das PDF der Stapelanalyse konnte nicht vorbereitet werden: {why}.</translation>
    </message>
    <message>
        <source>Free some room on the disk that holds temporary files. The results are in the case.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger für temporäre Dateien. Die Ergebnisse sind im Fall.</translation>
    </message>
    <message>
        <source>The backend &apos;{backend}&apos; is not installed.</source>
        <extracomment>Settings of a local Dask cluster; others keep Dask&apos;s defaults. Exceptions by which loky, Dask and Ray report a killed worker.</extracomment>
        <translation>Das Backend „{backend}“ ist nicht installiert.</translation>
    </message>
    <message>
        <source>Install it: pip install &apos;deepfake-forensics[{backend}]&apos;.</source>
        <translation>Installieren Sie es: pip install &apos;deepfake-forensics[{backend}]&apos;.</translation>
    </message>
    <message>
        <source>This clip could not be judged: {error}: {why}.</source>
        <translation>Dieser Clip konnte nicht beurteilt werden: {error}: {why}.</translation>
    </message>
    <message>
        <source>Try it alone with &apos;forensics analyze&apos;, and report the fault if it comes again.</source>
        <translation>Versuchen Sie ihn allein mit &apos;forensics analyze&apos;, und melden Sie den Fehler, wenn er wieder auftritt.</translation>
    </message>
    <message>
        <source>The process that judged this clip was killed twice.</source>
        <translation>Der Prozess, der diesen Clip beurteilte, wurde zweimal beendet.</translation>
    </message>
    <message>
        <source>It may need more memory than there is: try it alone, or with --every or --quick.</source>
        <translation>Vielleicht reicht der Arbeitsspeicher nicht: Versuchen Sie den Clip allein oder mit --every oder --quick.</translation>
    </message>
    <message>
        <source>No picture can be used: too dark, saturated or damaged.</source>
        <extracomment>Largest number of frames that are used of each clip. Largest number of pixels: six arrays of this size are in memory. Darker pixels carry no pattern, brighter ones are saturated. Share of usable pixels from which a picture is used.</extracomment>
        <translation>Kein Bild ist verwendbar: zu dunkel, überbelichtet oder beschädigt.</translation>
    </message>
    <message>
        <source>Choose evenly lit pictures that are neither dark nor overexposed.</source>
        <translation>Wählen Sie gleichmäßig beleuchtete Bilder, die weder dunkel noch überbelichtet sind.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is {width} × {height} pixels; a sensor pattern needs at least {smallest} on each side.</source>
        <translation>„{name}“ hat {width} × {height} Pixel; ein Sensormuster braucht mindestens {smallest} auf jeder Seite.</translation>
    </message>
    <message>
        <source>Choose the original, which is larger.</source>
        <translation>Wählen Sie das größere Original.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is {width} × {height} pixels, more than can be compared.</source>
        <translation>„{name}“ hat {width} × {height} Pixel; das ist mehr, als sich vergleichen lässt.</translation>
    </message>
    <message>
        <source>Choose pictures of at most {pixels} megapixels.</source>
        <translation>Wählen Sie Bilder mit höchstens {pixels} Megapixeln.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is {width} × {height} pixels, the files before it {other_width} × {other_height}.</source>
        <translation>„{name}“ hat {width} × {height} Pixel, die Dateien davor {other_width} × {other_height}.</translation>
    </message>
    <message>
        <source>Make one fingerprint for each picture size.</source>
        <translation>Legen Sie für jede Bildgröße einen Fingerabdruck an.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; exists already.</source>
        <translation>„{path}“ ist schon vorhanden.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>The log of the case &apos;{name}&apos; is damaged.</source>
        <translation>Das Protokoll des Falls „{name}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>Check it with &apos;forensics verify&apos;, and go back to a copy.</source>
        <translation>Prüfen Sie ihn mit &apos;forensics verify&apos;, und nehmen Sie eine Sicherung.</translation>
    </message>
    <message>
        <source>Analysis {analysis} of the case &apos;{name}&apos; is damaged.</source>
        <translation>Analyse {analysis} des Falls „{name}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>Go back to a copy, or analyse the clip again.</source>
        <translation>Nehmen Sie eine Sicherung, oder analysieren Sie den Clip erneut.</translation>
    </message>
    <message>
        <source>The case &apos;{name}&apos; has no fingerprint “{fingerprint}”.</source>
        <translation>Der Fall „{name}“ hat keinen Fingerabdruck „{fingerprint}“.</translation>
    </message>
    <message>
        <source>List them with &apos;forensics camera list&apos;.</source>
        <translation>&apos;forensics camera list&apos; nennt die Fingerabdrücke.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not the clip that was examined: its hash differs.</source>
        <translation>„{name}“ ist nicht der untersuchte Clip: Sein Hashwert weicht ab.</translation>
    </message>
    <message>
        <source>Choose an unaltered copy of the original.</source>
        <translation>Wählen Sie eine unveränderte Kopie des Originals.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>The case holds an entry of the unknown kind &apos;{name}&apos;.</source>
        <extracomment>Types stored as they convert themselves to JSON. Fields of earlier versions to ignore. Fields that earlier versions lack, with values that leave their verdicts unchanged. Field names in case files that differ from those in code.</extracomment>
        <translation>Der Fall enthält einen Eintrag der unbekannten Art „{name}“.</translation>
    </message>
    <message>
        <source>An array in the case file is damaged.</source>
        <translation>Ein Datenfeld in der Falldatei ist beschädigt.</translation>
    </message>
    <message>
        <source>Analyse the clip again.</source>
        <translation>Analysieren Sie den Clip erneut.</translation>
    </message>
    <message>
        <source>Do not rely on this file; go back to a copy, or analyse the clip again.</source>
        <extracomment>Advice for a file that was altered.</extracomment>
        <translation>Verlassen Sie sich nicht auf diese Datei; nehmen Sie eine Sicherung, oder analysieren Sie den Clip erneut.</translation>
    </message>
    <message>
        <source>Act {number} of the case&apos;s log is missing.</source>
        <translation>Vorgang {number} fehlt im Protokoll des Falls.</translation>
    </message>
    <message>
        <source>Act {number} of the case&apos;s log was altered.</source>
        <translation>Vorgang {number} im Protokoll des Falls wurde verändert.</translation>
    </message>
    <message>
        <source>The end of the case&apos;s log is missing.</source>
        <translation>Das Ende des Protokolls fehlt.</translation>
    </message>
    <message>
        <source>The case was written by a later version of the program.</source>
        <translation>Der Fall wurde von einer späteren Version des Programms geschrieben.</translation>
    </message>
    <message>
        <source>Install that version.</source>
        <translation>Installieren Sie diese Version.</translation>
    </message>
    <message>
        <source>The case file has the unknown version {version}.</source>
        <translation>Die Falldatei hat die unbekannte Version {version}.</translation>
    </message>
    <message>
        <source>Entry {event} of the case file was moved.</source>
        <translation>Eintrag {event} der Falldatei wurde verschoben.</translation>
    </message>
    <message>
        <source>Entry {event} of the case file was altered after it was written.</source>
        <translation>Eintrag {event} der Falldatei wurde verändert, nachdem er geschrieben war.</translation>
    </message>
    <message>
        <source>The case file holds entries that its audit log does not know.</source>
        <translation>Die Falldatei enthält Einträge, die ihr Protokoll nicht kennt.</translation>
    </message>
    <message>
        <source>What act {act} wrote into the case was altered or removed.</source>
        <extracomment>dtype, shape (JSON) and bytes of an array.</extracomment>
        <translation>Was Vorgang {act} in den Fall schrieb, wurde verändert oder entfernt.</translation>
    </message>
    <message>
        <source>The result of act {act} in the case file is damaged.</source>
        <translation>Das Ergebnis von Vorgang {act} in der Falldatei ist beschädigt.</translation>
    </message>
    <message>
        <source>The case holds entries that its log does not know.</source>
        <translation>Der Fall enthält Einträge, die sein Protokoll nicht kennt.</translation>
    </message>
    <message>
        <source>The structure of the case file is damaged.</source>
        <translation>Die Struktur der Falldatei ist beschädigt.</translation>
    </message>
    <message>
        <source>A file could not be read or written: {why}.</source>
        <translation>Eine Datei konnte nicht gelesen oder geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>Check that the disk has room and that you may write there.</source>
        <translation>Prüfen Sie, ob der Datenträger Platz hat und ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; holds {count} pictures and clips; at least four are needed.</source>
        <extracomment>Width and height of made scenes. Share of pictures and clips coded once that may reach a threshold.</extracomment>
        <translation>„{folder}“ enthält {count} Bilder und Clips; mindestens vier sind nötig.</translation>
    </message>
    <message>
        <source>Choose a folder with pictures or clips of different scenes.</source>
        <translation>Wählen Sie einen Ordner mit Bildern oder Clips verschiedener Szenen.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; cannot be read as a picture.</source>
        <translation>„{path}“ kann nicht als Bild gelesen werden.</translation>
    </message>
    <message>
        <source>Remove or replace it.</source>
        <translation>Entfernen oder ersetzen Sie die Datei.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; cannot be used: {why}</source>
        <translation>„{path}“ ist nicht verwendbar: {why}</translation>
    </message>
    <message>
        <source>{count} of {total} clips could not be examined.</source>
        <translation>{count} von {total} Clips konnten nicht untersucht werden.</translation>
    </message>
    <message>
        <source>The reasons stand in the table; the results of the others are in the case.</source>
        <translation>Die Gründe stehen in der Tabelle; die Ergebnisse der übrigen sind im Fall.</translation>
    </message>
    <message>
        <source>The case has no finished analysis of &apos;{name}&apos;.</source>
        <translation>Der Fall hat keine abgeschlossene Analyse von „{name}“.</translation>
    </message>
    <message>
        <source>Analyse the clip into the case first, or leave out --keep.</source>
        <translation>Analysieren Sie den Clip zuerst in den Fall, oder lassen Sie --keep weg.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not a table of ablations: {why}.</source>
        <translation>„{path}“ ist keine Tabelle von Ablationen: {why}.</translation>
    </message>
    <message>
        <source>Give the ablation.json that &apos;forensics ablate&apos; wrote.</source>
        <translation>Geben Sie die Datei ablation.json an, die &apos;forensics ablate&apos; schrieb.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; cannot be read as text: {why}.</source>
        <translation>„{path}“ kann nicht als Text gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>Give a text file in UTF-8.</source>
        <translation>Geben Sie eine Textdatei in UTF-8 an.</translation>
    </message>
    <message>
        <source>{count} of {total} source clips are missing or altered.</source>
        <translation>{count} von {total} Quellclips fehlen oder wurden verändert.</translation>
    </message>
    <message>
        <source>The results in the case stand; get the originals back to examine them again.</source>
        <translation>Die Ergebnisse im Fall bleiben gültig; beschaffen Sie die Originale, um sie erneut zu untersuchen.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not signed: nothing tells whether it was altered.</source>
        <translation>„{path}“ ist nicht signiert: Nichts zeigt, ob die Datei verändert wurde.</translation>
    </message>
    <message>
        <source>Compare its SHA-256 with the one in the log of the case.</source>
        <translation>Vergleichen Sie den SHA-256 mit dem im Protokoll des Falls.</translation>
    </message>
    <message>
        <source>A signature of &apos;{path}&apos; does not hold.</source>
        <translation>Eine Signatur von „{path}“ ist nicht gültig.</translation>
    </message>
    <message>
        <source>Do not rely on it; ask for another copy.</source>
        <extracomment>Number of full frames kept of each shown track. Limits against ZIP bombs; no package of this program exceeds them.</extracomment>
        <translation>Verlassen Sie sich nicht darauf; bitten Sie um eine andere Kopie.</translation>
    </message>
    <message>
        <source>A signer of &apos;{path}&apos; does not chain to the certificate &apos;{trusted}&apos;.</source>
        <translation>Ein Unterzeichner von „{path}“ lässt sich nicht auf das Zertifikat „{trusted}“ zurückführen.</translation>
    </message>
    <message>
        <source>Ask the signer for the certificate of their authority, by another way than the file.</source>
        <translation>Bitten Sie den Unterzeichner um das Zertifikat seiner Stelle, auf einem anderen Weg als die Datei.</translation>
    </message>
    <message>
        <source>No forgery could be made: {reason}</source>
        <extracomment>Copy of `engine.forgery.make.KINDS`, so that `--help` imports nothing heavy.</extracomment>
        <translation>Es konnte keine Fälschung hergestellt werden: {reason}</translation>
    </message>
    <message>
        <source>No forgery could be made: no face was found.</source>
        <translation>Es konnte keine Fälschung hergestellt werden: Kein Gesicht wurde gefunden.</translation>
    </message>
    <message>
        <source>Use pictures and clips that show faces at least 40 pixels wide.</source>
        <translation>Verwenden Sie Bilder und Clips, die mindestens 40 Pixel breite Gesichter zeigen.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is neither a picture nor a clip by its ending.</source>
        <translation>„{name}“ ist seiner Endung nach weder ein Bild noch ein Clip.</translation>
    </message>
    <message>
        <source>Known endings are {names}.</source>
        <translation>Bekannte Endungen sind {names}.</translation>
    </message>
    <message>
        <source>There is no picture or clip in what was given.</source>
        <translation>Die Angaben enthalten kein Bild und keinen Clip.</translation>
    </message>
    <message>
        <source>Give pictures, clips or folders.</source>
        <translation>Geben Sie Bilder, Clips oder Ordner an.</translation>
    </message>
    <message>
        <source>The detector of the analysis has the SHA-256 {digest}, this one has another.</source>
        <extracomment>Type of arguments and options that name a detector. Type of options that name a time in a clip.
----------
Maximum number of tracks shown in detail, and of reference faces in the scatter.</extracomment>
        <translation>Der Detektor der Analyse hat den SHA-256 {digest}, dieser hat einen anderen.</translation>
    </message>
    <message>
        <source>Give its bundle with --bundle.</source>
        <translation>Geben Sie sein Paket mit --bundle an.</translation>
    </message>
    <message>
        <source>The report rests on a local calibration.</source>
        <extracomment>Exit status if the numbers differ.</extracomment>
        <translation>Der Bericht beruht auf einer lokalen Kalibrierung.</translation>
    </message>
    <message>
        <source>Give its file with --calibration.</source>
        <translation>Geben Sie ihre Datei mit --calibration an.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not the clip of the report: its SHA-256 differs.</source>
        <translation>„{path}“ ist nicht der Clip des Berichts: Der SHA-256 weicht ab.</translation>
    </message>
    <message>
        <source>Give an unaltered copy of it.</source>
        <translation>Geben Sie eine unveränderte Kopie an.</translation>
    </message>
    <message>
        <source>The case holds no analysis.</source>
        <translation>Der Fall enthält keine Analyse.</translation>
    </message>
    <message>
        <source>Analyse a clip first.</source>
        <translation>Analysieren Sie zuerst einen Clip.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not the file that was examined: its SHA-256 differs.</source>
        <translation>„{path}“ ist nicht die untersuchte Datei: Der SHA-256 weicht ab.</translation>
    </message>
    <message>
        <source>Restore the original, or locate it in the window.</source>
        <translation>Stellen Sie das Original wieder her, oder suchen Sie es im Fenster.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is an address, not a file.</source>
        <extracomment>Minimum size in bytes of files that are checked for sparseness.</extracomment>
        <translation>„{path}“ ist eine Adresse, keine Datei.</translation>
    </message>
    <message>
        <source>Download the clip and open the file; keep the address in your notes.</source>
        <translation>Laden Sie den Clip herunter, und öffnen Sie die Datei; notieren Sie die Adresse.</translation>
    </message>
    <message>
        <source>There is no file &apos;{path}&apos;.</source>
        <translation>Es gibt keine Datei „{path}“.</translation>
    </message>
    <message>
        <source>Check the name, or whether a drive was removed.</source>
        <translation>Prüfen Sie den Namen, und ob ein Laufwerk entfernt wurde.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is a folder.</source>
        <translation>„{path}“ ist ein Ordner.</translation>
    </message>
    <message>
        <source>Choose one clip inside it.</source>
        <translation>Wählen Sie einen Clip darin.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is a device, a pipe or a socket, not a file.</source>
        <translation>„{path}“ ist ein Gerät, eine Pipe oder ein Socket, keine Datei.</translation>
    </message>
    <message>
        <source>Copy what it holds into a file and open that.</source>
        <translation>Kopieren Sie den Inhalt in eine Datei, und öffnen Sie diese.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; may not be read: {why}.</source>
        <translation>„{path}“ darf nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>Ask for the right to read it, or copy it to a place of your own.</source>
        <translation>Bitten Sie um das Leserecht, oder kopieren Sie die Datei an einen eigenen Ort.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is empty (0 bytes).</source>
        <translation>„{path}“ ist leer (0 Byte).</translation>
    </message>
    <message>
        <source>Copy or download it again from where it came.</source>
        <translation>Kopieren Sie die Datei erneut von ihrer Quelle, oder laden Sie sie erneut herunter.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is said to be large but holds next to nothing.</source>
        <translation>„{path}“ gilt als groß, enthält aber fast nichts.</translation>
    </message>
    <message>
        <source>Copying or downloading it broke off, or it was made to waste time: get it again.</source>
        <translation>Das Kopieren oder Herunterladen brach ab, oder die Datei soll Zeit kosten: Beschaffen Sie sie erneut.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; could not be read to its end: {why}.</source>
        <translation>„{path}“ konnte nicht bis zum Ende gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>Copy it to a local disk and open the copy.</source>
        <translation>Kopieren Sie die Datei auf einen lokalen Datenträger, und öffnen Sie die Kopie.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; has no video stream {wanted}.</source>
        <extracomment>Exceptions that PyAV raises on damaged files; IndexError if a stream appears late. Value of a time stamp that the container does not state. Formats that are playlists, manifests, file name patterns or synthetic sources. Their frames come from other files or the network, so the hash of the file does not cover them.</extracomment>
        <translation>„{name}“ hat keinen Videostrom {wanted}.</translation>
    </message>
    <message>
        <source>List its streams with &apos;forensics info&apos;, and choose one of kind video.</source>
        <translation>Zeigen Sie die Ströme mit &apos;forensics info&apos;, und wählen Sie einen der Art video.</translation>
    </message>
    <message>
        <source>If it plays elsewhere, copy or download it again; it may be damaged or cut short.</source>
        <extracomment>Number of bytes read from the start; the header of a short MP4 fits in them. Format name for pictures stored as tiles; FFmpeg has no name for it.</extracomment>
        <translation>Wenn die Datei anderswo abgespielt wird, kopieren Sie sie erneut, oder laden Sie sie erneut herunter; vielleicht ist sie beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a video that can be read.</source>
        <translation>„{name}“ ist kein lesbares Video.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; has no video stream, only sound.</source>
        <translation>„{name}“ hat keinen Videostrom, nur Ton.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; has no video stream, only subtitles.</source>
        <translation>„{name}“ hat keinen Videostrom, nur Untertitel.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; has no video stream.</source>
        <translation>„{name}“ hat keinen Videostrom.</translation>
    </message>
    <message>
        <source>Choose a clip with pictures.</source>
        <translation>Wählen Sie einen Clip mit Bildern.</translation>
    </message>
    <message>
        <source>No picture of &apos;{name}&apos; can be decoded.</source>
        <translation>Kein Bild von „{name}“ lässt sich dekodieren.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a playlist, which names other files and holds no pictures.</source>
        <translation>„{name}“ ist eine Wiedergabeliste; sie nennt andere Dateien und enthält keine Bilder.</translation>
    </message>
    <message>
        <source>Download the clip that it names, and open that.</source>
        <translation>Laden Sie den Clip herunter, den sie nennt, und öffnen Sie diesen.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a web page, not a clip.</source>
        <translation>„{name}“ ist eine Webseite, kein Clip.</translation>
    </message>
    <message>
        <source>Open the page in a browser and save the video from there.</source>
        <translation>Öffnen Sie die Seite in einem Browser, und speichern Sie dort das Video.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is an animated WebP, which is not supported.</source>
        <translation>„{name}“ ist ein animiertes WebP; das wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>Convert it to another format without loss, and note that you did.</source>
        <translation>Wandeln Sie die Datei verlustfrei in ein anderes Format um, und vermerken Sie es.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a fragment of a stream without its initialisation part.</source>
        <translation>„{name}“ ist ein Teilstück eines Stroms ohne dessen Initialisierungsteil.</translation>
    </message>
    <message>
        <source>Put the initialisation segment before it, or save the whole stream.</source>
        <translation>Setzen Sie das Initialisierungssegment davor, oder speichern Sie den ganzen Strom.</translation>
    </message>
    <message>
        <source>The pictures of &apos;{name}&apos; are encrypted.</source>
        <translation>Die Bilder von „{name}“ sind verschlüsselt.</translation>
    </message>
    <message>
        <source>Obtain a copy without copy protection from the rights holder.</source>
        <translation>Beschaffen Sie vom Inhaber der Rechte eine Kopie ohne Kopierschutz.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a PDF document, not a clip.</source>
        <translation>„{name}“ ist ein PDF-Dokument, kein Clip.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a ZIP archive, not a clip.</source>
        <translation>„{name}“ ist ein ZIP-Archiv, kein Clip.</translation>
    </message>
    <message>
        <source>Extract the clip from it, and open that.</source>
        <translation>Entnehmen Sie den Clip, und öffnen Sie diesen.</translation>
    </message>
    <message>
        <source>The texts of observations &apos;{path}&apos; are missing or damaged.</source>
        <extracomment>Texts by placeholder, and then by its value.</extracomment>
        <translation>Die Texte der Auffälligkeiten „{path}“ fehlen oder sind beschädigt.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>The model card of &apos;{bundle}&apos; is not one that this program can show.</source>
        <translation>Dieses Programm kann die Modellkarte von „{bundle}“ nicht zeigen.</translation>
    </message>
    <message>
        <source>Use the version of the program that wrote it.</source>
        <translation>Verwenden Sie die Programmversion, die sie geschrieben hat.</translation>
    </message>
    <message>
        <source>The model card could not be written to &apos;{bundle}&apos;: {why}.</source>
        <translation>Die Modellkarte konnte nicht in „{bundle}“ geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>Choose a bundle in a folder that you may write to, on a disk with room.</source>
        <translation>Wählen Sie ein Paket in einem Ordner, in den Sie schreiben dürfen, auf einem Datenträger mit Platz.</translation>
    </message>
    <message>
        <source>The model card of &apos;{bundle}&apos; is damaged.</source>
        <translation>Die Modellkarte von „{bundle}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>The model card of &apos;{bundle}&apos; is not an object.</source>
        <translation>Die Modellkarte von „{bundle}“ ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; and &apos;{other}&apos; were not measured on the same faces.</source>
        <extracomment>Figures of a set&apos;s frames to compare.</extracomment>
        <translation>„{name}“ und „{other}“ wurden nicht an denselben Gesichtern gemessen.</translation>
    </message>
    <message>
        <source>Train both on the same data, and let &apos;forensics train&apos; measure them.</source>
        <translation>Trainieren Sie beide mit denselben Daten, und lassen Sie &apos;forensics train&apos; sie messen.</translation>
    </message>
    <message>
        <source>The card of &apos;{name}&apos; holds no figures of a test.</source>
        <translation>Die Karte von „{name}“ enthält keine Testzahlen.</translation>
    </message>
    <message>
        <source>Give bundles that &apos;forensics train&apos; made.</source>
        <translation>Geben Sie Pakete an, die &apos;forensics train&apos; erstellt hat.</translation>
    </message>
    <message>
        <source>The parts of the bundle &apos;{folder}&apos; do not fit together.</source>
        <extracomment>All file names allowed in a bundle.</extracomment>
        <translation>Die Teile des Pakets „{folder}“ passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Do not use this bundle. Ask its maker for one that &apos;forensics bundle export&apos; wrote.</source>
        <extracomment>Files allowed in a bundle, with their maximum size in bytes: enough for CLIP ViT-L/14 in single precision. Maximum number of members of an archive, folders included. Maximum size of an archive in bytes.</extracomment>
        <translation>Verwenden Sie dieses Paket nicht. Bitten Sie den Hersteller um eines, das &apos;forensics bundle export&apos; schrieb.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a link</source>
        <translation>„{name}“ ist eine Verknüpfung</translation>
    </message>
    <message>
        <source>There is no bundle &apos;{place}&apos;.</source>
        <translation>Es gibt kein Paket „{place}“.</translation>
    </message>
    <message>
        <source>Give a bundle&apos;s folder, or a .zip of one.</source>
        <translation>Geben Sie den Ordner eines Pakets oder ein .zip davon an.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be read as a bundle.</source>
        <translation>„{name}“ kann nicht als Paket gelesen werden.</translation>
    </message>
    <message>
        <source>Give a bundle&apos;s folder, or a .zip that &apos;forensics bundle export&apos; wrote.</source>
        <translation>Geben Sie den Ordner eines Pakets an, oder ein .zip, das &apos;forensics bundle export&apos; schrieb.</translation>
    </message>
    <message>
        <source>The bundle was refused: {why}.</source>
        <translation>Das Paket wurde abgelehnt: {why}.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; is not a detector bundle: it has no {manifest}.</source>
        <translation>„{folder}“ ist kein Detektorpaket: {manifest} fehlt.</translation>
    </message>
    <message>
        <source>Choose the bundle&apos;s folder.</source>
        <translation>Wählen Sie den Ordner des Pakets.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a plain file</source>
        <translation>„{name}“ ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>the archive is larger than a bundle can be</source>
        <translation>das Archiv ist größer, als ein Paket sein kann</translation>
    </message>
    <message>
        <source>the archive holds {count} entries</source>
        <translation>das Archiv enthält {count} Einträge</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is in the archive twice</source>
        <translation>„{name}“ kommt im Archiv zweimal vor</translation>
    </message>
    <message>
        <source>the archive does not hold one {manifest} with its parts beside it</source>
        <translation>das Archiv enthält nicht genau ein {manifest} mit dessen Teilen daneben</translation>
    </message>
    <message>
        <source>the archive names the path &apos;{name}&apos;</source>
        <translation>das Archiv nennt den Pfad „{name}“</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a link or a device</source>
        <translation>„{name}“ ist eine Verknüpfung oder ein Gerät</translation>
    </message>
    <message>
        <source>the archive is encrypted</source>
        <translation>das Archiv ist verschlüsselt</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; says that it is {size} bytes long</source>
        <translation>„{name}“ gibt an, {size} Byte lang zu sein</translation>
    </message>
    <message>
        <source>it holds &apos;{name}&apos;, which is no part of a bundle</source>
        <translation>es enthält „{name}“, das kein Teil eines Pakets ist</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is longer than {limit} bytes</source>
        <translation>„{name}“ ist länger als {limit} Byte</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is no part of a bundle, or too large</source>
        <translation>„{name}“ ist kein Teil eines Pakets oder zu groß</translation>
    </message>
    <message>
        <source>it holds &apos;{strangers}&apos;, which is no part of a bundle</source>
        <translation>es enthält „{strangers}“, das kein Teil eines Pakets ist</translation>
    </message>
    <message>
        <source>&apos;{missing}&apos; is missing</source>
        <translation>„{missing}“ fehlt</translation>
    </message>
    <message>
        <source>its manifest does not know &apos;{unnamed}&apos;</source>
        <translation>das Manifest kennt „{unnamed}“ nicht</translation>
    </message>
    <message>
        <source>it does not hold one classifier</source>
        <translation>es enthält nicht genau einen Klassifikator</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not what its manifest says</source>
        <translation>„{name}“ stimmt nicht mit dem Manifest überein</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; holds {count} tensors</source>
        <translation>„{name}“ enthält {count} Tensoren</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is no safetensors file</source>
        <translation>„{name}“ ist keine safetensors-Datei</translation>
    </message>
    <message>
        <source>nothing is known of the architecture &apos;{name}&apos;</source>
        <translation>die Architektur „{name}“ ist unbekannt</translation>
    </message>
    <message>
        <source>its network cannot be built</source>
        <translation>das Netz lässt sich nicht bauen</translation>
    </message>
    <message>
        <source>its weights are of another network (&apos;{odd}&apos;)</source>
        <translation>die Gewichte gehören zu einem anderen Netz („{odd}“)</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; has the shape {found}, not {shape}</source>
        <translation>„{name}“ hat die Form {found}, nicht {shape}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; has numbers of the type {found}</source>
        <translation>„{name}“ hat Zahlen vom Typ {found}</translation>
    </message>
    <message>
        <source>its weights hold numbers that are not finite (&apos;{name}&apos;)</source>
        <translation>die Gewichte enthalten Zahlen, die nicht endlich sind („{name}“)</translation>
    </message>
    <message>
        <source>its weights hold a negative variance (&apos;{name}&apos;)</source>
        <translation>die Gewichte enthalten eine negative Varianz („{name}“)</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; does not hold what it should</source>
        <translation>„{name}“ enthält nicht, was es soll</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; of &apos;{name}&apos; has the shape {shape}</source>
        <translation>„{key}“ von „{name}“ hat die Form {shape}</translation>
    </message>
    <message>
        <source>its classifier does not fit its embedding and its kinds of forgery</source>
        <translation>der Klassifikator passt nicht zur Einbettung und zu den Arten der Fälschung</translation>
    </message>
    <message>
        <source>its classifier has numbers of another type</source>
        <translation>der Klassifikator hat Zahlen eines anderen Typs</translation>
    </message>
    <message>
        <source>its classifier holds numbers that are not finite</source>
        <translation>der Klassifikator enthält Zahlen, die nicht endlich sind</translation>
    </message>
    <message>
        <source>its recurrent head does not say what it is</source>
        <translation>der rekurrente Kopf gibt nicht an, was er ist</translation>
    </message>
    <message>
        <source>its recurrent head does not fit its embedding</source>
        <translation>der rekurrente Kopf passt nicht zur Einbettung</translation>
    </message>
    <message>
        <source>its recurrent head holds numbers that are not finite</source>
        <translation>der rekurrente Kopf enthält Zahlen, die nicht endlich sind</translation>
    </message>
    <message>
        <source>its part &apos;{name}&apos; holds numbers that are not finite</source>
        <translation>der Teil „{name}“ enthält Zahlen, die nicht endlich sind</translation>
    </message>
    <message>
        <source>its reference does not hold pristine and forged faces</source>
        <translation>die Referenz enthält nicht unverfälschte und gefälschte Gesichter</translation>
    </message>
    <message>
        <source>its classifier is a {name}</source>
        <extracomment>Types that combine the members of a bag.</extracomment>
        <translation>der Klassifikator ist vom Typ {name}</translation>
    </message>
    <message>
        <source>its classifier is not one of pristine and forged faces</source>
        <translation>der Klassifikator unterscheidet nicht unverfälschte und gefälschte Gesichter</translation>
    </message>
    <message>
        <source>its classifier cannot be used</source>
        <translation>der Klassifikator lässt sich nicht verwenden</translation>
    </message>
    <message>
        <source>its classifier gives no scores</source>
        <translation>der Klassifikator liefert keine Scores</translation>
    </message>
    <message>
        <source>its classifier holds too many parts</source>
        <translation>der Klassifikator enthält zu viele Teile</translation>
    </message>
    <message>
        <source>its classifier unpacks to more than it may</source>
        <translation>der Klassifikator entpackt sich zu mehr, als er darf</translation>
    </message>
    <message>
        <source>its classifier is no skops file</source>
        <translation>der Klassifikator ist keine skops-Datei</translation>
    </message>
    <message>
        <source>its classifier is nested too deep</source>
        <translation>der Klassifikator ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>its classifier holds a {name}</source>
        <translation>der Klassifikator enthält den Typ {name}</translation>
    </message>
    <message>
        <source>its classifier calls a function of its own</source>
        <translation>der Klassifikator ruft eine eigene Funktion auf</translation>
    </message>
    <message>
        <source>its classifier replaces its own &apos;{name}&apos;</source>
        <translation>der Klassifikator ersetzt sein eigenes „{name}“</translation>
    </message>
    <message>
        <source>its classifier holds objects in place of numbers</source>
        <translation>der Klassifikator enthält Objekte anstelle von Zahlen</translation>
    </message>
    <message>
        <source>its classifier searches neighbours by a stored tree</source>
        <translation>der Klassifikator sucht Nachbarn mit einem gespeicherten Baum</translation>
    </message>
    <message>
        <source>a tree of its classifier does not end</source>
        <translation>ein Baum des Klassifikators endet nicht</translation>
    </message>
    <message>
        <source>a tree of its classifier asks for what an embedding does not have</source>
        <translation>ein Baum des Klassifikators fragt nach etwas, das eine Einbettung nicht hat</translation>
    </message>
    <message>
        <source>Get the bundle again from where it came, or train it again with &apos;forensics train&apos;.</source>
        <extracomment>Format 2 has no out-of-distribution test; formats 2 and 3 have one kind of forgery and no quality.</extracomment>
        <translation>Holen Sie das Paket erneut von seiner Quelle, oder trainieren Sie es neu mit &apos;forensics train&apos;.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; is not a detector bundle: it has no readable {manifest}.</source>
        <translation>„{folder}“ ist kein Detektorpaket: Ein lesbares {manifest} fehlt.</translation>
    </message>
    <message>
        <source>The bundle &apos;{folder}&apos; is damaged.</source>
        <translation>Das Paket „{folder}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>The bundle &apos;{folder}&apos; has format {number}; this program reads formats {first} to {last}.</source>
        <translation>Das Paket „{folder}“ hat das Format {number}; dieses Programm liest die Formate {first} bis {last}.</translation>
    </message>
    <message>
        <source>Use the version of the program that wrote it, or train it again.</source>
        <translation>Verwenden Sie die Programmversion, die es geschrieben hat, oder trainieren Sie es neu.</translation>
    </message>
    <message>
        <source>The bundle &apos;{folder}&apos; lacks &apos;{name}&apos;.</source>
        <translation>Im Paket „{folder}“ fehlt „{name}“.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; in the bundle &apos;{folder}&apos; was altered after training.</source>
        <translation>„{name}“ im Paket „{folder}“ wurde nach dem Training verändert.</translation>
    </message>
    <message>
        <source>Do not rely on it. Get the bundle again from where it came, or train it again with &apos;forensics train&apos;.</source>
        <translation>Verlassen Sie sich nicht darauf. Holen Sie das Paket erneut von seiner Quelle, oder trainieren Sie es neu mit &apos;forensics train&apos;.</translation>
    </message>
    <message>
        <source>its detector.json is not valid ({why})</source>
        <extracomment>A name in timm&apos;s own registry: no path, no URL, nothing to download. The first format whose calibration has kinds of forgery. Maximum nesting of a card; deeper JSON is an attack on parsers.</extracomment>
        <translation>detector.json ist nicht gültig ({why})</translation>
    </message>
    <message>
        <source>its card.json is not valid ({why})</source>
        <translation>card.json ist nicht gültig ({why})</translation>
    </message>
    <message>
        <source>its card.json is nested too deep</source>
        <translation>card.json ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>The detectors in &apos;{place}&apos; could not be changed: {why}.</source>
        <translation>Die Detektoren in „{place}“ konnten nicht geändert werden: {why}.</translation>
    </message>
    <message>
        <source>Free some disk space, and check that you may write there.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, und prüfen Sie, ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>There is no detector &apos;{name}&apos;.</source>
        <extracomment>Name of the detector that ships with the program. Maximum characters of a name derived from a title.</extracomment>
        <translation>Es gibt keinen Detektor „{name}“.</translation>
    </message>
    <message>
        <source>The store holds {names}.</source>
        <translation>Vorhanden sind {names}.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is in the store already, as &apos;{entry}&apos;.</source>
        <translation>„{name}“ ist schon vorhanden, als „{entry}“.</translation>
    </message>
    <message>
        <source>Use that one; nothing was changed.</source>
        <translation>Verwenden Sie diesen; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>No deleted detector is called &apos;{name}&apos;.</source>
        <translation>Kein gelöschter Detektor heißt „{name}“.</translation>
    </message>
    <message>
        <source>Deleted are: {names}.</source>
        <translation>Gelöscht sind: {names}.</translation>
    </message>
    <message>
        <source>No detector is deleted.</source>
        <translation>Kein Detektor ist gelöscht.</translation>
    </message>
    <message>
        <source>&apos;{target}&apos; exists already.</source>
        <translation>„{target}“ ist schon vorhanden.</translation>
    </message>
    <message>
        <source>The detector that ships with the program cannot be changed or deleted.</source>
        <translation>Der mitgelieferte Detektor kann nicht geändert oder gelöscht werden.</translation>
    </message>
    <message>
        <source>Choose another as the default instead.</source>
        <translation>Wählen Sie stattdessen einen anderen als Standard.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; cannot be read: {why}.</source>
        <translation>„{path}“ kann nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>Its manifest was altered since it came into the store.</source>
        <translation>Das Manifest wurde verändert, seit der Detektor aufgenommen wurde.</translation>
    </message>
    <message>
        <source>The bundle&apos;s classifier contains the type &apos;{strange}&apos;.</source>
        <extracomment>The paper&apos;s two classifiers, and the others in its released code. How the members of a bag vote. Linear models, by scikit-learn&apos;s names. Node kinds that skops stores without a type. The only type that our classifiers need and skops does not trust by default.</extracomment>
        <translation>Der Klassifikator des Pakets enthält den Typ „{strange}“.</translation>
    </message>
    <message>
        <source>Do not use this bundle: only plain scikit-learn models are accepted.</source>
        <translation>Verwenden Sie dieses Paket nicht: Nur einfache Modelle von scikit-learn sind erlaubt.</translation>
    </message>
    <message>
        <source>The bundle&apos;s classifier cannot be read.</source>
        <translation>Der Klassifikator des Pakets kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Get the bundle again from where it came, or train it again.</source>
        <translation>Holen Sie das Paket erneut von seiner Quelle, oder trainieren Sie es neu.</translation>
    </message>
    <message>
        <source>Get the file again from where its authors publish it.</source>
        <extracomment>Largest accepted file in bytes: CLIP ViT-L/14 with optimiser states. Memory beyond several copies of the file, in bytes, and seconds until the process is stopped. Keys under which training scripts store the weights, tried in this order.</extracomment>
        <translation>Holen Sie die Datei erneut dort, wo ihre Autoren sie veröffentlichen.</translation>
    </message>
    <message>
        <source>The checkpoint &apos;{path}&apos; cannot be read: {why}.</source>
        <translation>Der Checkpoint „{path}“ kann nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is larger than any known checkpoint.</source>
        <translation>„{name}“ ist größer als jeder bekannte Checkpoint.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be read as a checkpoint.</source>
        <translation>„{name}“ kann nicht als Checkpoint gelesen werden.</translation>
    </message>
    <message>
        <source>Reading &apos;{name}&apos; took longer than {seconds} s.</source>
        <translation>Das Lesen von „{name}“ dauerte länger als {seconds} s.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a checkpoint that holds only tensors.</source>
        <translation>„{name}“ ist kein Checkpoint, der nur Tensoren enthält.</translation>
    </message>
    <message>
        <source>Do not use this file. Get it again from where its authors publish it.</source>
        <translation>Verwenden Sie diese Datei nicht. Holen Sie sie erneut dort, wo ihre Autoren sie veröffentlichen.</translation>
    </message>
    <message>
        <source>No address with a SHA-256 is known for &apos;{name}&apos;.</source>
        <translation>Für „{name}“ ist keine Adresse mit SHA-256 bekannt.</translation>
    </message>
    <message>
        <source>Get {file} from {repository} yourself and import it, or give the address and the SHA-256 that its authors state.</source>
        <translation>Holen Sie {file} selbst von {repository} und importieren Sie die Datei, oder geben Sie die Adresse und den SHA-256 an, den die Autoren nennen.</translation>
    </message>
    <message>
        <source>&apos;{sha256}&apos; is not a SHA-256.</source>
        <translation>„{sha256}“ ist kein SHA-256.</translation>
    </message>
    <message>
        <source>Give all 64 hexadecimal digits.</source>
        <translation>Geben Sie alle 64 hexadezimalen Ziffern an.</translation>
    </message>
    <message>
        <source>&apos;{address}&apos; is not an https address.</source>
        <translation>„{address}“ ist keine https-Adresse.</translation>
    </message>
    <message>
        <source>Use https.</source>
        <translation>Verwenden Sie https.</translation>
    </message>
    <message>
        <source>it has no tensor &apos;{tensor}&apos;</source>
        <extracomment>Prefix of the backbone in the network of a bundle.</extracomment>
        <translation>der Tensor „{tensor}“ fehlt</translation>
    </message>
    <message>
        <source>a tensor has another shape</source>
        <translation>ein Tensor hat eine andere Form</translation>
    </message>
    <message>
        <source>it has no tensor for &apos;{tensor}&apos;</source>
        <translation>der Tensor für „{tensor}“ fehlt</translation>
    </message>
    <message>
        <source>it has an unknown tensor for &apos;{tensor}&apos;</source>
        <translation>der Tensor für „{tensor}“ ist unbekannt</translation>
    </message>
    <message>
        <source>&apos;{tensor}&apos; has the shape {shape}, not {wanted}</source>
        <translation>„{tensor}“ hat die Form {shape}, nicht {wanted}</translation>
    </message>
    <message>
        <source>its last layer has the shape {shape}</source>
        <translation>die letzte Schicht hat die Form {shape}</translation>
    </message>
    <message>
        <source>it holds numbers that are not finite</source>
        <translation>er enthält Zahlen, die nicht endlich sind</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; beside the checkpoint cannot be read.</source>
        <translation>„{name}“ neben dem Checkpoint kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Get it again from where its authors publish it, or import without it.</source>
        <translation>Holen Sie die Datei erneut dort, wo ihre Autoren sie veröffentlichen, oder importieren Sie ohne sie.</translation>
    </message>
    <message>
        <source>Its config.json names the head &apos;{head}&apos;, which is not that of &apos;{name}&apos;.</source>
        <translation>Die config.json nennt den Kopf „{head}“; „{name}“ hat einen anderen.</translation>
    </message>
    <message>
        <source>Use the layout gend_clip_l14 for &apos;LinearNorm&apos; and gend_clip_l14_linear for &apos;linear&apos;.</source>
        <translation>Verwenden Sie das Layout gend_clip_l14 für &apos;LinearNorm&apos; und gend_clip_l14_linear für &apos;linear&apos;.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a checkpoint of the layout &apos;{layout}&apos;: {why}.</source>
        <translation>„{name}“ ist kein Checkpoint des Layouts „{layout}“: {why}.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a checkpoint of the layout: {why}.</source>
        <translation>„{name}“ ist kein Checkpoint des Layouts: {why}.</translation>
    </message>
    <message>
        <source>Choose the layout of the authors who published this file.</source>
        <translation>Wählen Sie das Layout der Autoren, die diese Datei veröffentlicht haben.</translation>
    </message>
    <message>
        <source>There is no layout &apos;{name}&apos;.</source>
        <translation>Es gibt kein Layout „{name}“.</translation>
    </message>
    <message>
        <source>The layouts are: {names}.</source>
        <translation>Die Layouts sind: {names}.</translation>
    </message>
    <message>
        <source>This machine has no &apos;{wanted}&apos; device.</source>
        <translation>Dieser Rechner hat kein Gerät „{wanted}“.</translation>
    </message>
    <message>
        <source>Use --device auto, or --device cpu, which always works.</source>
        <translation>Verwenden Sie --device auto oder --device cpu; das geht immer.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; could not be downloaded.</source>
        <extracomment>Seconds without data after which the download fails.</extracomment>
        <translation>„{name}“ konnte nicht heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Check the connection and try again: the download resumes. Or download {address} elsewhere and give the file&apos;s path.</source>
        <translation>Prüfen Sie die Verbindung, und versuchen Sie es erneut: Der Download wird fortgesetzt. Oder laden Sie {address} anderswo herunter, und geben Sie den Pfad der Datei an.</translation>
    </message>
    <message>
        <source>The downloaded &apos;{name}&apos; does not have the expected SHA-256.</source>
        <translation>Der SHA-256 des heruntergeladenen „{name}“ stimmt nicht.</translation>
    </message>
    <message>
        <source>Try again; if it happens twice, do not use this source.</source>
        <translation>Versuchen Sie es erneut; tritt es zweimal auf, verwenden Sie diese Quelle nicht.</translation>
    </message>
    <message>
        <source>There are no weights &apos;{source}&apos; for &apos;{architecture}&apos;.</source>
        <extracomment>Load nothing: train from scratch. Default pretraining of networks with weights of their own; other backbones of this program and of plug-ins start from scratch, timm&apos;s models from ImageNet. timm names of packaged weights: the package, and its class that locates the file.</extracomment>
        <translation>Für „{architecture}“ gibt es keine Gewichte „{source}“.</translation>
    </message>
    <message>
        <source>Use &apos;none&apos; to train from scratch, a pretraining that the architecture has, or the path of a weights file.</source>
        <translation>Verwenden Sie &apos;none&apos; für ein Training von Grund auf, ein Vortraining der Architektur oder den Pfad einer Datei mit Gewichten.</translation>
    </message>
    <message>
        <source>The weights &apos;{source}&apos; lack {count} tensors of &apos;{architecture}&apos;, for example {missing}.</source>
        <translation>Den Gewichten „{source}“ fehlen {count} Tensoren von „{architecture}“, zum Beispiel {missing}.</translation>
    </message>
    <message>
        <source>Choose weights made for this architecture.</source>
        <translation>Wählen Sie Gewichte dieser Architektur.</translation>
    </message>
    <message>
        <source>The weights &apos;{source}&apos; do not come with the program, and their publisher states no SHA-256 by which a download could be checked.</source>
        <translation>Die Gewichte „{source}“ liegen dem Programm nicht bei, und ihr Herausgeber nennt keinen SHA-256, mit dem sich ein Download prüfen ließe.</translation>
    </message>
    <message>
        <source>Download {release}{file} yourself and give the file&apos;s path.</source>
        <translation>Laden Sie {release}{file} selbst herunter, und geben Sie den Pfad der Datei an.</translation>
    </message>
    <message>
        <source>&apos;{wrong}&apos; in the weights &apos;{source}&apos; has another shape than the network.</source>
        <translation>„{wrong}“ in den Gewichten „{source}“ hat eine andere Form als das Netz.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be read as weights.</source>
        <translation>„{name}“ kann nicht als Gewichte gelesen werden.</translation>
    </message>
    <message>
        <source>Get the file again from where it came, as .safetensors where there is a choice.</source>
        <translation>Holen Sie die Datei erneut von ihrer Quelle, möglichst als .safetensors.</translation>
    </message>
    <message>
        <source>timm names no download of ImageNet weights for &apos;{architecture}&apos;.</source>
        <translation>timm nennt keinen Download von ImageNet-Gewichten für „{architecture}“.</translation>
    </message>
    <message>
        <source>Give the path of a weights file.</source>
        <translation>Geben Sie den Pfad einer Datei mit Gewichten an.</translation>
    </message>
    <message>
        <source>timm does not say which SHA-256 the weights of &apos;{architecture}&apos; have.</source>
        <translation>timm nennt keinen SHA-256 der Gewichte von „{architecture}“.</translation>
    </message>
    <message>
        <source>Download them yourself, check where they come from, and give the file&apos;s path.</source>
        <translation>Laden Sie die Gewichte selbst herunter, prüfen Sie ihre Herkunft, und geben Sie den Pfad der Datei an.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <extracomment>Packages, by the names they are imported by, that judging does without; the small edition of the program leaves them out. Exit status of the command line; documented in `forensics --help`.</extracomment>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>What was finished before is kept.</source>
        <translation>Was vorher fertig war, bleibt erhalten.</translation>
    </message>
    <message>
        <source>This edition judges clips; the package &apos;{package}&apos; for this task is not part of it.</source>
        <translation>Diese Ausgabe beurteilt Clips; das Paket „{package}“ für diese Aufgabe gehört nicht dazu.</translation>
    </message>
    <message>
        <source>Training, imported checkpoints, forests, sequence detectors, UMAP and t-SNE need the full edition: &apos;pip install deepfake-forensics&apos;.</source>
        <translation>Training, importierte Checkpoints, Wälder, Detektoren für Sequenzen, UMAP und t-SNE brauchen die vollständige Ausgabe: &apos;pip install deepfake-forensics&apos;.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to, on a disk with room.</source>
        <extracomment>Size in bytes of the record at the end of a ZIP without a comment.</extracomment>
        <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen, auf einem Datenträger mit Platz.</translation>
    </message>
    <message>
        <source>Choose a folder that exists and that you may write to, on a disk with room. The analysis itself is kept.</source>
        <translation>Wählen Sie einen vorhandenen Ordner, in den Sie schreiben dürfen, auf einem Datenträger mit Platz. Die Analyse selbst bleibt erhalten.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; could not be written: {why}.</source>
        <translation>„{path}“ konnte nicht geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; holds other things, for example &apos;{strangers}&apos;.</source>
        <translation>„{folder}“ enthält anderes, zum Beispiel „{strangers}“.</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>Wählen Sie einen neuen Ordner.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; could not be written: {why}.</source>
        <translation>„{folder}“ konnte nicht geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>No face was found in &apos;{name}&apos;.</source>
        <extracomment>Standard deviation in seconds of the Gaussian that smooths landmark jitter. Delay in seconds of a copied region, as the driving clip of a re-enactment differs in time.
----------
Weight of CIELAB distance against pose distance (landmark offset relative to the crop&apos;s side): features that are off by 2 % look as wrong as a tone that is off by 10. The donor is drawn from this many nearest candidates, for variety. Frames without a usable face tried for each requested one.</extracomment>
        <translation>In „{name}“ wurde kein Gesicht gefunden.</translation>
    </message>
    <message>
        <source>Use clips that show a face.</source>
        <translation>Verwenden Sie Clips, die ein Gesicht zeigen.</translation>
    </message>
    <message>
        <source>The face in &apos;{name}&apos; is too small or beyond the edge on every frame.</source>
        <translation>Das Gesicht in „{name}“ ist in jedem Einzelbild zu klein oder jenseits des Rands.</translation>
    </message>
    <message>
        <source>Use clips that show a larger face.</source>
        <translation>Verwenden Sie Clips, die ein größeres Gesicht zeigen.</translation>
    </message>
    <message>
        <source>A picture of shape {shape} and type {dtype} is not RGB of 8 bits.</source>
        <extracomment>Side of canonical pictures in pixels, and pixels per eye distance. Origin of face coordinates in a canonical picture. Brows, temples, cheeks, jaw and chin of the right half, mirrored for the left. The jaw of a mean adult is 1.9 wide at the eyes and 1.5 at the mouth; the chin is 1.75 below the eyes. Each including its brow. Minimum eye distance in pixels; smaller features have too few pixels to change. Maximum ratio of the scales along both axes; beyond it, the landmarks are implausible. Weight of each landmark; the nose lies outside the plane of eyes and mouth.</extracomment>
        <translation>Ein Bild der Form {shape} und vom Typ {dtype} ist kein RGB mit 8 Bit.</translation>
    </message>
    <message>
        <source>Convert it to RGB with 8 bits a channel first.</source>
        <translation>Wandeln Sie es zuerst in RGB mit 8 Bit je Kanal um.</translation>
    </message>
    <message>
        <source>The face&apos;s landmarks are not five points.</source>
        <translation>Die Landmarken des Gesichts sind nicht fünf Punkte.</translation>
    </message>
    <message>
        <source>Detect the face with MTCNN first.</source>
        <translation>Suchen Sie das Gesicht zuerst mit MTCNN.</translation>
    </message>
    <message>
        <source>The face is too small: its eyes are {across} pixels apart.</source>
        <translation>Das Gesicht ist zu klein: Der Augenabstand beträgt {across} Pixel.</translation>
    </message>
    <message>
        <source>Use faces whose eyes are at least {least} pixels apart.</source>
        <translation>Verwenden Sie Gesichter mit einem Augenabstand von mindestens {least} Pixeln.</translation>
    </message>
    <message>
        <source>Most of the face lies beyond the picture&apos;s edge.</source>
        <translation>Der größte Teil des Gesichts liegt jenseits des Bildrands.</translation>
    </message>
    <message>
        <source>Use pictures that show eyes and mouth.</source>
        <translation>Verwenden Sie Bilder, die Augen und Mund zeigen.</translation>
    </message>
    <message>
        <source>A swap needs a second face.</source>
        <extracomment>Swaps cover the whole inner face: a smaller hull would leave the target&apos;s features.</extracomment>
        <translation>Ein Tausch braucht ein zweites Gesicht.</translation>
    </message>
    <message>
        <source>Give a donor.</source>
        <translation>Geben Sie einen Spender an.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a picture; whole clips are made from clips.</source>
        <translation>&apos;{name}&apos; ist ein Bild; ganze Clips entstehen nur aus Clips.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; cannot be written: {why}.</source>
        <extracomment>Colour-blind-safe colours (Okabe and Ito), by track.</extracomment>
        <translation>„{path}“ kann nicht geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>Choose a folder with room that you may write to.</source>
        <translation>Wählen Sie einen Ordner mit Platz, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Use pictures and clips that show faces from the front.</source>
        <translation>Verwenden Sie Bilder und Clips, die Gesichter von vorn zeigen.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be read as a picture.</source>
        <translation>„{name}“ kann nicht als Bild gelesen werden.</translation>
    </message>
    <message>
        <source>The case &apos;{name}&apos; has no analysis {analysis}.</source>
        <translation>Der Fall „{name}“ hat keine Analyse {analysis}.</translation>
    </message>
    <message>
        <source>List its analyses with &apos;forensics case&apos;.</source>
        <translation>&apos;forensics case&apos; nennt die Analysen.</translation>
    </message>
    <message>
        <source>The laboratory&apos;s template &apos;{folder}&apos; cannot be used: {why}.</source>
        <translation>Die Vorlage des Labors „{folder}“ ist nicht verwendbar: {why}.</translation>
    </message>
    <message>
        <source>Give a folder with a file {file}, and a logo.svg or logo.png beside it.</source>
        <translation>Geben Sie einen Ordner mit einer Datei {file} an und logo.svg oder logo.png daneben.</translation>
    </message>
    <message>
        <source>The report&apos;s texts &apos;{path}&apos; are missing or damaged.</source>
        <extracomment>Codes of the available languages; the first is the default.</extracomment>
        <translation>Die Texte des Berichts „{path}“ fehlen oder sind beschädigt.</translation>
    </message>
    <message>
        <source>Choose a name that ends in .mp4 or .mkv, in a folder with room to write.</source>
        <translation>Wählen Sie einen Namen, der auf .mp4 oder .mkv endet, in einem Ordner mit Platz.</translation>
    </message>
    <message>
        <source>Load the bundle that the clip was analysed with.</source>
        <translation>Laden Sie das Paket, mit dem der Clip analysiert wurde.</translation>
    </message>
    <message>
        <source>The package &apos;{name}&apos; is damaged: {why}.</source>
        <translation>Das Beweispaket „{name}“ ist beschädigt: {why}.</translation>
    </message>
    <message>
        <source>The package would unpack to more than any report.</source>
        <translation>Das Beweispaket würde sich zu mehr entpacken als jeder Bericht.</translation>
    </message>
    <message>
        <source>The package holds &apos;{name}&apos;, which is no place in it.</source>
        <translation>Das Beweispaket enthält „{name}“; das ist kein Ort darin.</translation>
    </message>
    <message>
        <source>The package holds &apos;{name}&apos; twice.</source>
        <translation>Das Beweispaket enthält „{name}“ zweimal.</translation>
    </message>
    <message>
        <source>This is not an evidence package.</source>
        <translation>Dies ist kein Beweispaket.</translation>
    </message>
    <message>
        <source>Give one that was exported.</source>
        <translation>Geben Sie eines an, das exportiert wurde.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; was added to the package.</source>
        <translation>„{name}“ wurde dem Beweispaket hinzugefügt.</translation>
    </message>
    <message>
        <source>The list of files &apos;{name}&apos; is damaged.</source>
        <translation>Die Dateiliste „{name}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is missing from the package.</source>
        <translation>„{name}“ fehlt im Beweispaket.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; in the package was altered.</source>
        <translation>„{name}“ im Beweispaket wurde verändert.</translation>
    </message>
    <message>
        <source>The report could not be prepared: {why}.</source>
        <extracomment>Parts of the appendix that an analyst may leave out. Maximum number of printed rows in the table of frames; full frames shown of each track.</extracomment>
        <translation>Der Bericht konnte nicht vorbereitet werden: {why}.</translation>
    </message>
    <message>
        <source>Free some room on the disk that holds temporary files. The analysis itself is kept.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger für temporäre Dateien. Die Analyse selbst bleibt erhalten.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not a JSON report that can be repeated: {why}.</source>
        <extracomment>Numbers are written with four digits: smaller differences are due to rounding. Tolerances for other processors and versions of ONNX Runtime. Reports of this program are smaller.</extracomment>
        <translation>„{path}“ ist kein JSON-Bericht, der sich wiederholen lässt: {why}.</translation>
    </message>
    <message>
        <source>Give the file that &apos;forensics analyze --json&apos; or the window&apos;s export wrote.</source>
        <translation>Geben Sie die Datei an, die &apos;forensics analyze --json&apos; oder der Export des Fensters schrieb.</translation>
    </message>
    <message>
        <source>The JSON report is damaged.</source>
        <translation>Der JSON-Bericht ist beschädigt.</translation>
    </message>
    <message>
        <source>Go back to the file that was exported.</source>
        <translation>Nehmen Sie die exportierte Datei.</translation>
    </message>
    <message>
        <source>The report could not be signed: {why}.</source>
        <extracomment>Left, bottom, right and top of the signature on the first page, in points.</extracomment>
        <translation>Der Bericht konnte nicht signiert werden: {why}.</translation>
    </message>
    <message>
        <source>Check the certificate, and that the time-stamp server can be reached.</source>
        <translation>Prüfen Sie das Zertifikat, und ob der Zeitstempeldienst erreichbar ist.</translation>
    </message>
    <message>
        <source>The key &apos;{key}&apos; cannot be read.</source>
        <translation>Der Schlüssel „{key}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Give a PKCS#12 file, which ends in .p12 or .pfx, and its password.</source>
        <translation>Geben Sie eine PKCS#12-Datei an, die auf .p12 oder .pfx endet, und ihr Passwort.</translation>
    </message>
    <message>
        <source>The signatures of &apos;{path}&apos; cannot be read: {why}.</source>
        <translation>Die Signaturen von „{path}“ können nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>What was decoded before stands. A copy that another program writes may open, but is not the original.</source>
        <extracomment>Prevents NumPy in the child from reserving memory for unused threads. Seconds between checks for cancellation. Bytes kept of the error output. A crash report has the stacks of all threads and the names of all extension modules, which take about 2 kB. Seconds to wait for the exit status of a process that closed its output.</extracomment>
        <translation>Was vorher dekodiert wurde, bleibt gültig. Eine Kopie, die ein anderes Programm schreibt, lässt sich vielleicht öffnen, ist aber nicht das Original.</translation>
    </message>
    <message>
        <source>Decoding &apos;{name}&apos; stopped making progress near frame {frame}.</source>
        <translation>Das Dekodieren von „{name}“ kam bei Einzelbild {frame} nicht mehr voran.</translation>
    </message>
    <message>
        <source>The decoder crashed on &apos;{name}&apos; near frame {frame}.</source>
        <translation>Der Decoder stürzte bei „{name}“ nahe Einzelbild {frame} ab.</translation>
    </message>
    <message>
        <source>The decoder ended early on &apos;{name}&apos; near frame {frame}.</source>
        <translation>Der Decoder endete bei „{name}“ vorzeitig nahe Einzelbild {frame}.</translation>
    </message>
    <message>
        <source>The program&apos;s file &apos;{path}&apos; is missing or damaged.</source>
        <extracomment>Translates the engine&apos;s phrases.</extracomment>
        <translation>Die Datei des Programms „{path}“ fehlt oder ist beschädigt.</translation>
    </message>
    <message>
        <source>&apos;{crops}&apos; holds {fitted} pristine faces to fit and {tested} to test.</source>
        <extracomment>Share of the reference&apos;s faces that exceed the limit. Smallest number of faces that the reference is fitted on. Frames that are measured of each clip.</extracomment>
        <translation>„{crops}“ enthält {fitted} unverfälschte Gesichter zum Anpassen und {tested} zum Testen.</translation>
    </message>
    <message>
        <source>Give at least {least} in the folds train and val, and some in test.</source>
        <translation>Geben Sie mindestens {least} in den Teilmengen train und val an und einige in test.</translation>
    </message>
    <message>
        <source>The table &apos;{path}&apos; cannot be read.</source>
        <translation>Die Tabelle „{path}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Choose a CSV file.</source>
        <translation>Wählen Sie eine CSV-Datei.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not a plan of ablations.</source>
        <translation>„{path}“ ist kein Plan für Ablationen.</translation>
    </message>
    <message>
        <source>See resources/ablation.toml for how one is written.</source>
        <translation>In resources/ablation.toml steht, wie man einen schreibt.</translation>
    </message>
    <message>
        <source>Two runs of &apos;{path}&apos; have one name.</source>
        <translation>Zwei Läufe von „{path}“ haben denselben Namen.</translation>
    </message>
    <message>
        <source>Rename one of them.</source>
        <translation>Benennen Sie einen davon um.</translation>
    </message>
    <message>
        <source>&apos;{out}&apos; cannot be written.</source>
        <translation>„{out}“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Adaptation made the detector no better on the labelled part that chooses (AUC {aucs}).</source>
        <extracomment>&quot;none&quot; is the unchanged detector, recalibrated on the new source like the others. Fewer faces do not determine the statistics of a source.</extracomment>
        <translation>Die Anpassung verbesserte den Detektor an der gekennzeichneten Teilmenge zur Auswahl nicht (AUC {aucs}).</translation>
    </message>
    <message>
        <source>Keep the present bundle, or recalibrate it on clips of the new source.</source>
        <translation>Behalten Sie das jetzige Paket, oder kalibrieren Sie es neu an Clips der neuen Quelle.</translation>
    </message>
    <message>
        <source>Adaptation ({way}) seemed to help on the part that chooses, but on the part that measures the AUC went from {before} to {after}, which may be chance (95 % interval of the difference {low} to {high}).</source>
        <translation>Die Anpassung ({way}) schien an der Teilmenge zur Auswahl zu helfen, doch an der Teilmenge zur Messung ging die AUC von {before} auf {after}; das kann Zufall sein (95-%-Intervall der Differenz {low} bis {high}).</translation>
    </message>
    <message>
        <source>Keep the present bundle; give more labelled clips of the new source to decide on.</source>
        <translation>Behalten Sie das jetzige Paket; geben Sie für die Entscheidung mehr gekennzeichnete Clips der neuen Quelle an.</translation>
    </message>
    <message>
        <source>Only detectors that judge faces one by one can be adapted, no bags, and only once.</source>
        <translation>Nur Detektoren, die Gesichter einzeln beurteilen, lassen sich anpassen, keine Bags, und nur einmal.</translation>
    </message>
    <message>
        <source>Start from the bundle as it was trained.</source>
        <translation>Beginnen Sie mit dem Paket, wie es trainiert wurde.</translation>
    </message>
    <message>
        <source>There are {count} faces of the new source; at least {least} are needed to know its statistics.</source>
        <translation>Von der neuen Quelle gibt es {count} Gesichter; für ihre Statistik sind mindestens {least} nötig.</translation>
    </message>
    <message>
        <source>Give more clips; they need no labels.</source>
        <translation>Geben Sie mehr Clips an; sie brauchen keine Label.</translation>
    </message>
    <message>
        <source>The labelled part has not both classes in its split &apos;{split}&apos;.</source>
        <translation>Der gekennzeichnete Teil hat in seiner Teilmenge „{split}“ nicht beide Klassen.</translation>
    </message>
    <message>
        <source>Give pristine and forged clips of more people.</source>
        <translation>Geben Sie unverfälschte und gefälschte Clips von mehr Personen an.</translation>
    </message>
    <message>
        <source>{count} people are in the unlabelled and in the labelled part, for example {names}.</source>
        <translation>{count} Personen sind im Teil ohne Kennzeichnung und im gekennzeichneten Teil, zum Beispiel {names}.</translation>
    </message>
    <message>
        <source>Take them out of one of the two; figures mean nothing otherwise.</source>
        <translation>Nehmen Sie sie aus einem der beiden Teile; sonst bedeuten die Zahlen nichts.</translation>
    </message>
    <message>
        <source>Only detectors with a single score for each face can be calibrated like this.</source>
        <extracomment>Clips of each class; fewer bound the ratio so closely that it says nothing. Clips of each class from which on the ratio also depends on quality. The split that measures the calibrated detector.</extracomment>
        <translation>Nur Detektoren mit einem einzigen Score je Gesicht lassen sich so kalibrieren.</translation>
    </message>
    <message>
        <source>Use the retraining wizard for this detector.</source>
        <translation>Verwenden Sie für diesen Detektor den Assistenten zum Trainieren.</translation>
    </message>
    <message>
        <source>There are {pristine} pristine and {forged} forged clips to calibrate on.</source>
        <translation>Zum Kalibrieren gibt es {pristine} unverfälschte und {forged} gefälschte Clips.</translation>
    </message>
    <message>
        <source>There are {pristine} pristine and {forged} forged clips with a usable face.</source>
        <translation>Mit verwendbarem Gesicht gibt es {pristine} unverfälschte und {forged} gefälschte Clips.</translation>
    </message>
    <message>
        <source>This detector gives forged clips of these data no higher scores than pristine ones.</source>
        <translation>Dieser Detektor gibt gefälschten Clips dieser Daten keine höheren Scores als unverfälschten.</translation>
    </message>
    <message>
        <source>Check that the labels are not swapped and that the layout of the import is right.</source>
        <translation>Prüfen Sie, ob die Label vertauscht sind und ob das Layout des Imports stimmt.</translation>
    </message>
    <message>
        <source>Clip {number}, &apos;{name}&apos;, is tagged both &apos;{pristine}&apos; and &apos;{forged}&apos;.</source>
        <translation>Clip {number}, „{name}“, trägt beide Schlagwörter, „{pristine}“ und „{forged}“.</translation>
    </message>
    <message>
        <source>Take one of the tags away.</source>
        <translation>Entfernen Sie eines der Schlagwörter.</translation>
    </message>
    <message>
        <source>No clip of &apos;{name}&apos; is tagged &apos;{pristine}&apos; or &apos;{forged}&apos;.</source>
        <translation>Kein Clip von „{name}“ trägt das Schlagwort „{pristine}“ oder „{forged}“.</translation>
    </message>
    <message>
        <source>Tag the clips whose truth is known.</source>
        <translation>Versehen Sie Clips, deren Echtheit bekannt ist, mit einem Schlagwort.</translation>
    </message>
    <message>
        <source>The case &apos;{name}&apos; has no clip without a tag that this detector judged.</source>
        <extracomment>Faces of a track that become labelled data.</extracomment>
        <translation>Der Fall „{name}“ hat keinen Clip ohne Schlagwort, den dieser Detektor beurteilt hat.</translation>
    </message>
    <message>
        <source>Analyse its clips with the detector that you want to improve.</source>
        <translation>Analysieren Sie seine Clips mit dem Detektor, den Sie verbessern wollen.</translation>
    </message>
    <message>
        <source>The training state could not be written to &apos;{folder}&apos;.</source>
        <translation>Der Stand des Trainings konnte nicht in „{folder}“ geschrieben werden.</translation>
    </message>
    <message>
        <source>Free some disk space and start again: it resumes from the last saved state.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, und starten Sie erneut: Es geht beim letzten gesicherten Stand weiter.</translation>
    </message>
    <message>
        <source>There is no architecture &apos;{architecture}&apos;.</source>
        <translation>Es gibt keine Architektur „{architecture}“.</translation>
    </message>
    <message>
        <source>Use {names} or a name that timm.list_models() gives.</source>
        <translation>Verwenden Sie {names} oder einen Namen, den timm.list_models() nennt.</translation>
    </message>
    <message>
        <source>No usable face was found in any of the pictures or clips.</source>
        <extracomment>Border around stored crops, as a fraction; room for shift, rotation and scale in training.</extracomment>
        <translation>In keinem der Bilder oder Clips wurde ein verwendbares Gesicht gefunden.</translation>
    </message>
    <message>
        <source>Check that faces are visible, at least 40 pixels wide and in focus.</source>
        <translation>Prüfen Sie, ob Gesichter sichtbar, mindestens 40 Pixel breit und scharf sind.</translation>
    </message>
    <message>
        <source>Nothing is left after the repairs.</source>
        <translation>Nach den Reparaturen bleibt nichts übrig.</translation>
    </message>
    <message>
        <source>Repair less, or correct the data yourself.</source>
        <translation>Reparieren Sie weniger, oder berichtigen Sie die Daten selbst.</translation>
    </message>
    <message>
        <source>There is no {file}; splits were drawn by person.</source>
        <translation>{file} fehlt; die Teilmengen wurden nach Personen gebildet.</translation>
    </message>
    <message>
        <source>Clips of people of the official test list, left out of training and validation: {count}. To draw all splits by person, choose &apos;people&apos; instead of &apos;official&apos;.</source>
        <translation>Clips von Personen der offiziellen Testliste, die in Training und Validierung fehlen: {count}. Sollen alle Teilmengen nach Personen gebildet werden, wählen Sie &apos;people&apos; statt &apos;official&apos;.</translation>
    </message>
    <message>
        <source>Line {number} of {test_list} marks &apos;{name}&apos; with {label}.</source>
        <translation>Zeile {number} von {test_list} kennzeichnet „{name}“ mit {label}.</translation>
    </message>
    <message>
        <source>In this list 1 means real and 0 forged: put the original list back.</source>
        <translation>In dieser Liste bedeutet 1 echt und 0 gefälscht: Stellen Sie die ursprüngliche Liste wieder her.</translation>
    </message>
    <message>
        <source>The face &apos;{name}&apos; is already in &apos;{folder}&apos;, with the other label.</source>
        <extracomment>Folder of each label, as read by `engine.training.datasets.folders`. Margin around a face as a fraction of the box height, so that it can be detected and aligned.</extracomment>
        <translation>Das Gesicht „{name}“ ist schon in „{folder}“, mit dem anderen Label.</translation>
    </message>
    <message>
        <source>Take it away there first, or leave it out; nothing was written.</source>
        <translation>Entfernen Sie es dort zuerst, oder lassen Sie es aus; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Clips in the metadata whose files are missing: {count}.</source>
        <extracomment>From this number on, parts are assigned to splits as a whole.</extracomment>
        <translation>Clips aus den Metadaten, deren Dateien fehlen: {count}.</translation>
    </message>
    <message>
        <source>The metadata name no people: one actor may be in more than one split.</source>
        <translation>Die Metadaten nennen keine Personen: Derselbe Darsteller kann in mehreren Teilmengen vorkommen.</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; cannot be read.</source>
        <translation>„{file}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Laden Sie die Datei erneut herunter.</translation>
    </message>
    <message>
        <source>&apos;{table}&apos; has neither &apos;{archive}&apos; nor a folder &apos;{folder}&apos; beside it.</source>
        <translation>Neben „{table}“ liegt weder „{archive}“ noch ein Ordner „{folder}“.</translation>
    </message>
    <message>
        <source>Put the pictures beside their table.</source>
        <translation>Legen Sie die Bilder neben ihre Tabelle.</translation>
    </message>
    <message>
        <source>{where}: the file name or the fold is missing.</source>
        <translation>{where}: Dateiname oder Teilmenge (fold) fehlt.</translation>
    </message>
    <message>
        <source>Fold must be one of {names}.</source>
        <translation>Erlaubt sind {names}.</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; has no clips of compression {names}.</source>
        <translation>„{folder}“ hat keine Clips mit der Kompression {names}.</translation>
    </message>
    <message>
        <source>It has {present}.</source>
        <translation>Vorhanden sind {present}.</translation>
    </message>
    <message>
        <source>Clips left out because they are in no official split: {count}.</source>
        <translation>Ausgelassene Clips, die in keiner offiziellen Teilmenge sind: {count}.</translation>
    </message>
    <message>
        <source>There are no official split files; splits were drawn by a hash, with pairs kept together.</source>
        <translation>Die offiziellen Listen der Teilmengen fehlen; sie wurden nach einem Hash gebildet, Paare blieben zusammen.</translation>
    </message>
    <message>
        <source>The split file &apos;{file}&apos; cannot be read.</source>
        <translation>Die Datei der Teilmengen „{file}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>It must hold a list of pairs of ids; download it again, or remove it.</source>
        <translation>Sie muss eine Liste von Kennungspaaren enthalten; laden Sie sie erneut herunter, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>No label is known for the folders {names} in &apos;{folder}&apos;; they would be ignored.</source>
        <extracomment>Fields that a pattern&apos;s named groups and the columns of the table may set. Minimum number of numbered pictures in a folder that is read as the frames of one clip.</extracomment>
        <translation>Für die Ordner {names} in „{folder}“ ist kein Label bekannt; sie würden übergangen.</translation>
    </message>
    <message>
        <source>Rename them (&apos;real&apos;, &apos;fake&apos;, a method like &apos;Deepfakes&apos;; above these &apos;train&apos;, &apos;val&apos;, &apos;test&apos;), move them away, or list the files in a manifest.</source>
        <translation>Benennen Sie sie um (&apos;real&apos;, &apos;fake&apos;, ein Verfahren wie &apos;Deepfakes&apos;; darüber &apos;train&apos;, &apos;val&apos;, &apos;test&apos;), verschieben Sie sie, oder führen Sie die Dateien in einem Manifest auf.</translation>
    </message>
    <message>
        <source>Files left out because no folder labels them: {count}.</source>
        <translation>Ausgelassene Dateien, die in keinem Ordner mit Label liegen: {count}.</translation>
    </message>
    <message>
        <source>There is no folder for &apos;val&apos;: its people were drawn from &apos;train&apos;.</source>
        <translation>Für &apos;val&apos; gibt es keinen Ordner: Die Personen dafür stammen aus &apos;train&apos;.</translation>
    </message>
    <message>
        <source>{where}: the split &apos;{split}&apos; is unknown.</source>
        <translation>{where}: Die Teilmenge „{split}“ ist unbekannt.</translation>
    </message>
    <message>
        <source>Use one of {names}, or leave it empty.</source>
        <translation>Verwenden Sie {names}, oder lassen Sie das Feld leer.</translation>
    </message>
    <message>
        <source>Files whose names do not match the pattern: {count}.</source>
        <translation>Dateien, deren Name nicht zum Muster passt: {count}.</translation>
    </message>
    <message>
        <source>Files that {sheet} names but that are missing: {count}, for example &apos;{example}&apos;. Names start at the folder, such as &apos;real/anna.mp4&apos;.</source>
        <translation>Dateien, die in {sheet} stehen, aber fehlen: {count}, zum Beispiel &apos;{example}&apos;. Die Namen beginnen beim Ordner, etwa &apos;real/anna.mp4&apos;.</translation>
    </message>
    <message>
        <source>&apos;{pattern}&apos; is not a regular expression: {why}.</source>
        <translation>„{pattern}“ ist kein regulärer Ausdruck: {why}.</translation>
    </message>
    <message>
        <source>Correct the pattern for names.</source>
        <translation>Berichtigen Sie das Muster für Namen.</translation>
    </message>
    <message>
        <source>The pattern &apos;{pattern}&apos; names unknown groups: {unknown}.</source>
        <translation>Das Muster „{pattern}“ nennt unbekannte Gruppen: {unknown}.</translation>
    </message>
    <message>
        <source>The pattern &apos;{pattern}&apos; names no group.</source>
        <translation>Das Muster „{pattern}“ nennt keine Gruppe.</translation>
    </message>
    <message>
        <source>Name groups like (?P&lt;identity&gt;...); known names are {names}.</source>
        <translation>Benennen Sie Gruppen wie (?P&lt;identity&gt;...); bekannte Namen sind {names}.</translation>
    </message>
    <message>
        <source>{where}: the path is missing.</source>
        <translation>{where}: Der Pfad fehlt.</translation>
    </message>
    <message>
        <source>Give each row a path, or remove it.</source>
        <translation>Geben Sie jeder Zeile einen Pfad, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>&apos;{manifest}&apos; could not be written: {why}.</source>
        <translation>„{manifest}“ konnte nicht geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>Forgeries left out because they join people of two splits: {count}.</source>
        <extracomment>Note on forgeries that no split can hold, with their &quot;count&quot;.</extracomment>
        <translation>Ausgelassene Fälschungen, die Personen zweier Teilmengen verbinden: {count}.</translation>
    </message>
    <message>
        <source>{where}: the label &apos;{word}&apos; is unknown.</source>
        <translation>{where}: Das Label „{word}“ ist unbekannt.</translation>
    </message>
    <message>
        <source>Use &apos;real&apos; or &apos;fake&apos;.</source>
        <translation>Verwenden Sie &apos;real&apos; oder &apos;fake&apos;.</translation>
    </message>
    <message>
        <source>&apos;{archive}&apos; cannot be read as a tar archive.</source>
        <translation>„{archive}“ kann nicht als tar-Archiv gelesen werden.</translation>
    </message>
    <message>
        <source>Pack the pictures again, without compression, or leave them in a folder.</source>
        <translation>Packen Sie die Bilder erneut, ohne Kompression, oder lassen Sie sie in einem Ordner.</translation>
    </message>
    <message>
        <source>&apos;{place}&apos; is not a folder or a manifest.</source>
        <extracomment>In the order in which they are tried; those of plug-ins come last.</extracomment>
        <translation>„{place}“ ist weder ein Ordner noch ein Manifest.</translation>
    </message>
    <message>
        <source>Give the folder that holds the labelled data, or a manifest in CSV or Parquet.</source>
        <translation>Geben Sie den Ordner mit den gekennzeichneten Daten an, oder ein Manifest als CSV oder Parquet.</translation>
    </message>
    <message>
        <source>No labelled faces were found. {notes}</source>
        <translation>Es wurden keine gekennzeichneten Gesichter gefunden. {notes}</translation>
    </message>
    <message>
        <source>No labelled faces were found.</source>
        <translation>Es wurden keine gekennzeichneten Gesichter gefunden.</translation>
    </message>
    <message>
        <source>Give a folder with &apos;real&apos; and &apos;fake&apos; sub-folders, one with *_faces.csv tables, a manifest, or FaceForensics++, Celeb-DF or DFDC as downloaded.</source>
        <translation>Geben Sie einen Ordner mit den Unterordnern &apos;real&apos; und &apos;fake&apos; an, einen mit *_faces.csv-Tabellen, ein Manifest, oder FaceForensics++, Celeb-DF oder DFDC, wie sie heruntergeladen werden.</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>No clips and no pictures were found in &apos;{place}&apos;.</source>
        <translation>In „{place}“ wurden keine Clips und keine Bilder gefunden.</translation>
    </message>
    <message>
        <source>Give the folder that holds clips of the new source.</source>
        <translation>Geben Sie den Ordner mit Clips der neuen Quelle an.</translation>
    </message>
    <message>
        <source>Leave out files that are missing or cannot be read</source>
        <extracomment>Repairs in the order of application, and what each does, marked for translation.</extracomment>
        <translation>Fehlende und nicht lesbare Dateien auslassen</translation>
    </message>
    <message>
        <source>Leave out empty files</source>
        <translation>Leere Dateien auslassen</translation>
    </message>
    <message>
        <source>Leave out files whose copies have another label</source>
        <translation>Dateien auslassen, deren Kopien ein anderes Label haben</translation>
    </message>
    <message>
        <source>Keep one of each set of copies, preferably one that is tested on</source>
        <translation>Von gleichen Dateien eine behalten, am liebsten eine zum Testen</translation>
    </message>
    <message>
        <source>Move people and source clips that are in several splits into one</source>
        <translation>Personen und Quellclips aus mehreren Teilmengen in eine verschieben</translation>
    </message>
    <message>
        <source>Leave out people and source clips that are in several splits</source>
        <translation>Personen und Quellclips auslassen, die in mehreren Teilmengen sind</translation>
    </message>
    <message>
        <source>Leave out forgeries whose original is known but missing</source>
        <translation>Fälschungen auslassen, deren Original bekannt ist, aber fehlt</translation>
    </message>
    <message>
        <source>There is no repair &apos;{unknown}&apos;.</source>
        <translation>Es gibt keine Reparatur „{unknown}“.</translation>
    </message>
    <message>
        <source>Known repairs are {names}.</source>
        <translation>Bekannte Reparaturen sind {names}.</translation>
    </message>
    <message>
        <source>The table &apos;{name}&apos; cannot be read.</source>
        <translation>Die Tabelle „{name}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Save it as CSV in UTF-8, or as Parquet, with one header line.</source>
        <translation>Speichern Sie sie als CSV in UTF-8 oder als Parquet, mit einer Kopfzeile.</translation>
    </message>
    <message>
        <source>The table &apos;{name}&apos; lacks the columns {missing}.</source>
        <translation>Der Tabelle „{name}“ fehlen die Spalten {missing}.</translation>
    </message>
    <message>
        <source>It has {names}; rename or add what is missing.</source>
        <translation>Vorhanden sind {names}; benennen Sie um, oder ergänzen Sie, was fehlt.</translation>
    </message>
    <message>
        <source>&apos;{architecture}&apos; has no layer normalisation to train.</source>
        <extracomment>Scale of unit-sphere embeddings, so that a linear layer can reach confident logits.</extracomment>
        <translation>„{architecture}“ hat keine Schichtnormalisierung zum Trainieren.</translation>
    </message>
    <message>
        <source>Choose a transformer or ConvNeXt, or set model.trunk to &apos;finetune&apos;.</source>
        <translation>Wählen Sie einen Transformer oder ConvNeXt, oder setzen Sie model.trunk auf &apos;finetune&apos;.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be built: {why}.</source>
        <translation>„{name}“ lässt sich nicht bauen: {why}.</translation>
    </message>
    <message>
        <source>Change that key of the experiment.</source>
        <translation>Ändern Sie diesen Schlüssel des Experiments.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be a member of &apos;{panel}&apos;: its network or its view of the face is another.</source>
        <translation>„{name}“ kann kein Mitglied von „{panel}“ sein: Das Netz oder der Gesichtsausschnitt ist ein anderer.</translation>
    </message>
    <message>
        <source>Members have the head, dimension and scaling of the first, colours included, and the panel&apos;s eye_distance and eye_height; no size may be above the panel&apos;s.</source>
        <translation>Mitglieder haben Kopf, Dimension und Skalierung des ersten, auch der Farben, und eye_distance und eye_height des Panels; keine Größe darf über der des Panels liegen.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; cannot be a member of &apos;{panel}&apos;.</source>
        <translation>„{name}“ kann kein Mitglied von „{panel}“ sein.</translation>
    </message>
    <message>
        <source>Members are triplets models, no bags, with the classifier sgd or logistic.</source>
        <translation>Mitglieder sind Triplets-Modelle, keine Bags, mit dem Klassifikator sgd oder logistic.</translation>
    </message>
    <message>
        <source>A frozen backbone cannot learn from forgeries that are made on the spot.</source>
        <translation>Ein eingefrorenes Netz kann nicht aus Fälschungen lernen, die während des Trainings entstehen.</translation>
    </message>
    <message>
        <source>Set learning.made to 0, or model.trunk to &quot;finetune&quot;.</source>
        <translation>Setzen Sie learning.made auf 0 oder model.trunk auf &quot;finetune&quot;.</translation>
    </message>
    <message>
        <source>{count} forged samples cannot be cut into {members} parts.</source>
        <translation>{count} gefälschte Stichproben lassen sich nicht in {members} Teile teilen.</translation>
    </message>
    <message>
        <source>Lower bag.members, or add forgeries.</source>
        <translation>Verringern Sie bag.members, oder fügen Sie Fälschungen hinzu.</translation>
    </message>
    <message>
        <source>There are {pristine} pristine and {forged} forged clips that both detectors scored.</source>
        <extracomment>A smaller difference of AUC is irrelevant. Fewer source clips or people do not determine the spread. Effect in standard deviations that a test at 5 % detects with a power of 80 %.</extracomment>
        <translation>Von Clips mit Scores beider Detektoren gibt es {pristine} unverfälschte und {forged} gefälschte.</translation>
    </message>
    <message>
        <source>No usable face is in the split &apos;{split}&apos;.</source>
        <translation>In der Teilmenge „{split}“ ist kein verwendbares Gesicht.</translation>
    </message>
    <message>
        <source>Choose another split.</source>
        <translation>Wählen Sie eine andere Teilmenge.</translation>
    </message>
    <message>
        <source>No item of &apos;{data}&apos; is in the split &apos;{split}&apos;.</source>
        <translation>In der Teilmenge „{split}“ ist kein Eintrag von „{data}“.</translation>
    </message>
    <message>
        <source>The evaluation could not be written to &apos;{folder}&apos;: {why}.</source>
        <extracomment>Maximum number of distinguishable curves in a plot.</extracomment>
        <translation>Die Auswertung konnte nicht in „{folder}“ geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>There is no experiment &apos;{name}&apos;, and no file of that name.</source>
        <extracomment>Model keys that a panel sets itself; its members set the others. Learning keys that apply only if pictures are loaded in each epoch.</extracomment>
        <translation>Es gibt kein Experiment „{name}“ und keine Datei dieses Namens.</translation>
    </message>
    <message>
        <source>&apos;forensics experiments&apos; lists those that come with the program; or give the path of a TOML file.</source>
        <translation>&apos;forensics experiments&apos; nennt die mitgelieferten; oder geben Sie den Pfad einer TOML-Datei an.</translation>
    </message>
    <message>
        <source>The experiment &apos;{path}&apos; cannot be read.</source>
        <translation>Das Experiment „{path}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Give a TOML file.</source>
        <translation>Geben Sie eine TOML-Datei an.</translation>
    </message>
    <message>
        <source>&apos;{origin}&apos; is not a valid experiment: {why}.</source>
        <translation>„{origin}“ ist kein gültiges Experiment: {why}.</translation>
    </message>
    <message>
        <source>&apos;forensics experiments default&apos; prints every key.</source>
        <translation>&apos;forensics experiments default&apos; zeigt alle Schlüssel.</translation>
    </message>
    <message>
        <source>&apos;{change}&apos; changes nothing.</source>
        <translation>„{change}“ ändert nichts.</translation>
    </message>
    <message>
        <source>Write table.key=value.</source>
        <translation>Schreiben Sie table.key=value.</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; is not a key of &apos;{origin}&apos;.</source>
        <translation>„{key}“ ist kein Schlüssel von „{origin}“.</translation>
    </message>
    <message>
        <source>Check its spelling.</source>
        <translation>Prüfen Sie die Schreibweise.</translation>
    </message>
    <message>
        <source>model.kind &apos;volume&apos; goes with these architectures only: {volumes}</source>
        <translation>model.kind &apos;volume&apos; passt nur zu diesen Architekturen: {volumes}</translation>
    </message>
    <message>
        <source>nothing would be learned: the trunk is frozen and there is no head</source>
        <translation>nichts würde gelernt: Das Netz ist eingefroren, und es gibt keinen Kopf</translation>
    </message>
    <message>
        <source>model.kind &apos;raw&apos; goes with model.head &apos;none&apos; only: a head would stay unlearned</source>
        <translation>model.kind &apos;raw&apos; passt nur zu model.head &apos;none&apos;: Ein Kopf bliebe ungelernt</translation>
    </message>
    <message>
        <source>bags are made of triplets models</source>
        <translation>Bags bestehen aus Triplets-Modellen</translation>
    </message>
    <message>
        <source>a frozen backbone cannot learn from forgeries that are made on the spot; learning.made must be 0</source>
        <translation>ein eingefrorenes Netz kann nicht aus Fälschungen lernen, die während des Trainings entstehen; learning.made muss 0 sein</translation>
    </message>
    <message>
        <source>forgeries are made of single faces only; learning.made must be 0</source>
        <translation>Fälschungen entstehen nur aus einzelnen Gesichtern; learning.made muss 0 sein</translation>
    </message>
    <message>
        <source>a panel has two members or more</source>
        <translation>ein Panel hat mindestens zwei Mitglieder</translation>
    </message>
    <message>
        <source>a panel&apos;s members learn as their own experiments say; change those</source>
        <translation>die Mitglieder eines Panels lernen nach ihren eigenen Experimenten; ändern Sie diese</translation>
    </message>
    <message>
        <source>Change one of them.</source>
        <translation>Ändern Sie einen der Schlüssel.</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; has no effect in &apos;{origin}&apos;: {why}.</source>
        <translation>„{key}“ hat in „{origin}“ keine Wirkung: {why}.</translation>
    </message>
    <message>
        <source>Leave it out, or change an experiment that uses it; &apos;forensics experiments&apos; lists them.</source>
        <translation>Lassen Sie ihn weg, oder ändern Sie ein Experiment, das ihn verwendet; &apos;forensics experiments&apos; nennt sie.</translation>
    </message>
    <message>
        <source>it cannot be read as a picture</source>
        <translation>Die Datei kann nicht als Bild gelesen werden</translation>
    </message>
    <message>
        <source>Prepared faces cannot be kept in &apos;{folder}&apos;: {why}.</source>
        <extracomment>Facts of one crop: frame from 0, PTS in the stream&apos;s time base (-1 if unknown), seconds after the first frame; box x0, y0, x1, y1, landmarks (see `engine.faces.mtcnn.Detections`) and the box&apos;s shorter side, in pixels of the upright source picture; probability 0 to 1; sharpness, see `engine.faces.quality.sharpness`. Seconds that a writer waits for other writers.</extracomment>
        <translation>Vorbereitete Gesichter lassen sich nicht in „{folder}“ aufbewahren: {why}.</translation>
    </message>
    <message>
        <source>Free some disk space, check that you may write there, or delete this folder if it is damaged; what is stored already is used again.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, prüfen Sie, ob Sie dort schreiben dürfen, oder löschen Sie diesen Ordner, wenn er beschädigt ist; bereits Gespeichertes wird wieder verwendet.</translation>
    </message>
    <message>
        <source>The split &apos;{split}&apos; holds no face of a known kind of forgery.</source>
        <extracomment>Maximum number of faces of each data set and method for the head and the classifiers. Limits of what is measured, for the model card. Minimum size of a data set for fine-tuning; the networks would memorise smaller ones.</extracomment>
        <translation>In der Teilmenge „{split}“ ist kein Gesicht einer bekannten Art der Fälschung.</translation>
    </message>
    <message>
        <source>Name the kinds in a column &apos;kind&apos;, see resources/kinds.json.</source>
        <translation>Nennen Sie die Arten in einer Spalte &apos;kind&apos;, siehe resources/kinds.json.</translation>
    </message>
    <message>
        <source>No kind of forgery has faces, beside pristine ones, in the splits &apos;train&apos; and &apos;val&apos;.</source>
        <translation>Keine Art der Fälschung hat neben unverfälschten Gesichtern eigene in den Teilmengen &apos;train&apos; und &apos;val&apos;.</translation>
    </message>
    <message>
        <source>Add forgeries of one kind, made from clips of other people for each split.</source>
        <translation>Fügen Sie Fälschungen einer Art hinzu, für jede Teilmenge aus Clips anderer Personen.</translation>
    </message>
    <message>
        <source>Only detectors of single faces with 128 dimensions can be extended by kinds.</source>
        <translation>Nur Detektoren einzelner Gesichter mit 128 Dimensionen lassen sich um Arten erweitern.</translation>
    </message>
    <message>
        <source>Train one with &apos;forensics train&apos;, or use the one that comes with the program.</source>
        <translation>Trainieren Sie einen mit &apos;forensics train&apos;, oder verwenden Sie den mitgelieferten.</translation>
    </message>
    <message>
        <source>The loss is not a number in epoch {epoch}, step {step}.</source>
        <translation>Der Verlust ist in Epoche {epoch}, Schritt {step} keine Zahl.</translation>
    </message>
    <message>
        <source>Lower learning.learning_rate, or set learning.precision to fp32; the checkpoint before it is kept.</source>
        <translation>Verringern Sie learning.learning_rate, oder setzen Sie learning.precision auf fp32; der Sicherungspunkt davor bleibt erhalten.</translation>
    </message>
    <message>
        <source>fp16 needs a CUDA device.</source>
        <translation>fp16 braucht ein CUDA-Gerät.</translation>
    </message>
    <message>
        <source>Set learning.precision to auto, fp32 or bf16.</source>
        <translation>Setzen Sie learning.precision auf auto, fp32 oder bf16.</translation>
    </message>
    <message>
        <source>Forgeries are made of single faces only.</source>
        <extracomment>How often each kind is made. Number of candidates for a donor.</extracomment>
        <translation>Fälschungen entstehen nur aus einzelnen Gesichtern.</translation>
    </message>
    <message>
        <source>Set learning.made to 0 for models of several faces.</source>
        <translation>Setzen Sie learning.made bei Modellen mehrerer Gesichter auf 0.</translation>
    </message>
    <message>
        <source>No pristine face is large and frontal enough to make a forgery of.</source>
        <translation>Kein unverfälschtes Gesicht ist groß und frontal genug, um daraus eine Fälschung herzustellen.</translation>
    </message>
    <message>
        <source>Set learning.made to 0, or add pristine faces.</source>
        <translation>Setzen Sie learning.made auf 0, oder fügen Sie unverfälschte Gesichter hinzu.</translation>
    </message>
    <message>
        <source>A process that finds faces was ended from outside, perhaps because memory was short.</source>
        <extracomment>Increase to invalidate cached crops when extraction changes. Cost of a shard; a picture costs 1, a clip this many. Files hashed between two writes of their digests.</extracomment>
        <translation>Ein Prozess, der Gesichter sucht, wurde von außen beendet, vielleicht weil der Arbeitsspeicher knapp war.</translation>
    </message>
    <message>
        <source>Start again with fewer workers; what was found before is kept.</source>
        <translation>Starten Sie erneut mit weniger Prozessen; was vorher gefunden wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>At least {least} of each are needed; add clips or pictures.</source>
        <translation>Von jeder Art sind mindestens {least} nötig; fügen Sie Clips oder Bilder hinzu.</translation>
    </message>
    <message>
        <source>The report could not be written to &apos;{out}&apos;: {why}.</source>
        <extracomment>Metrics of rows that are not in a table.</extracomment>
        <translation>Der Bericht konnte nicht in „{out}“ geschrieben werden: {why}.</translation>
    </message>
    <message>
        <source>&apos;{root}&apos; is not a folder.</source>
        <extracomment>Expected layout of each data set, for error messages. Table of FaceForensics++ faces that can replace its clips. Rows in report order. Rows that the paper cites from other publications.</extracomment>
        <translation>„{root}“ ist kein Ordner.</translation>
    </message>
    <message>
        <source>Give the folder of the data sets.</source>
        <translation>Geben Sie den Ordner der Datensätze an.</translation>
    </message>
    <message>
        <source>&apos;{root}&apos; holds none of the paper&apos;s data sets.</source>
        <translation>„{root}“ enthält keinen der Datensätze des Artikels.</translation>
    </message>
    <message>
        <source>Expected {looks}.</source>
        <translation>Erwartet wird {looks}.</translation>
    </message>
    <message>
        <source>Training cannot use a file that it cannot read.</source>
        <extracomment>Why each kind of finding matters.</extracomment>
        <translation>Eine nicht lesbare Datei nützt dem Training nichts.</translation>
    </message>
    <message>
        <source>Training cannot use an empty file.</source>
        <translation>Eine leere Datei nützt dem Training nichts.</translation>
    </message>
    <message>
        <source>The same picture cannot be both pristine and forged.</source>
        <translation>Dasselbe Bild kann nicht zugleich unverfälscht und gefälscht sein.</translation>
    </message>
    <message>
        <source>A copy that is both trained and tested on makes the figures too good.</source>
        <translation>Kopien, mit denen sowohl trainiert als auch getestet wird, lassen die Zahlen zu gut aussehen.</translation>
    </message>
    <message>
        <source>Nobody may be both trained and tested on: the detector could recognise the person instead of the forgery.</source>
        <translation>Niemand darf in Training und Test zugleich vorkommen: Der Detektor könnte die Person statt der Fälschung wiedererkennen.</translation>
    </message>
    <message>
        <source>A detector learns most from a forgery with its original.</source>
        <translation>Am meisten lernt ein Detektor aus einer Fälschung zusammen mit ihrem Original.</translation>
    </message>
    <message>
        <source>Without both pristine and forged clips nothing can be learned.</source>
        <translation>Ohne unverfälschte und gefälschte Clips lässt sich nichts lernen.</translation>
    </message>
    <message>
        <source>Figures from few clips are uncertain.</source>
        <translation>Zahlen aus wenigen Clips sind unsicher.</translation>
    </message>
    <message>
        <source>The smaller class limits how much can be learned.</source>
        <translation>Die kleinere Klasse begrenzt, wie viel sich lernen lässt.</translation>
    </message>
    <message>
        <source>A person counted as two may be both trained and tested on.</source>
        <translation>Wer als zwei Personen zählt, kann in Training und Test zugleich vorkommen.</translation>
    </message>
    <message>
        <source>If they are one person, the detector is tested on somebody it was trained on. Look at the faces: {error}</source>
        <translation>Sind sie eine Person, so wird der Detektor an jemandem getestet, an dem er trainiert wurde. Sehen Sie sich die Gesichter an: {error}</translation>
    </message>
    <message>
        <source>If they are one person, all of them belong in one split.</source>
        <translation>Sind sie eine Person, so gehören alle in eine Teilmenge.</translation>
    </message>
    <message>
        <source>A split without both classes can be used neither to train nor to test.</source>
        <translation>Eine Teilmenge ohne beide Klassen taugt weder zum Trainieren noch zum Testen.</translation>
    </message>
    <message>
        <source>&apos;{does}&apos; is no remedy for this finding: {words}</source>
        <translation>„{does}“ behebt diese Feststellung nicht: {words}</translation>
    </message>
    <message>
        <source>Choose one of its own remedies.</source>
        <translation>Wählen Sie eine der angebotenen Lösungen.</translation>
    </message>
    <message>
        <source>A finding that is kept as it is needs a reason.</source>
        <translation>Eine Feststellung, die bestehen bleibt, braucht eine Begründung.</translation>
    </message>
    <message>
        <source>Write why it does no harm here; the model card will repeat it.</source>
        <translation>Schreiben Sie, warum es hier nicht schadet; die Modellkarte wiederholt es.</translation>
    </message>
    <message>
        <source>A finding is not decided on: {words} ({count} such findings in all)</source>
        <translation>Über eine Feststellung ist nicht entschieden: {words} ({count} solche Feststellungen insgesamt)</translation>
    </message>
    <message>
        <source>A finding is not decided on: {words}</source>
        <translation>Über eine Feststellung ist nicht entschieden: {words}</translation>
    </message>
    <message>
        <source>Choose a remedy, or keep it as it is and say why.</source>
        <translation>Wählen Sie eine Lösung, oder lassen Sie es bestehen und schreiben Sie, warum.</translation>
    </message>
    <message>
        <source>Keep it as it is, for a reason</source>
        <translation>So lassen und begründen</translation>
    </message>
    <message>
        <source>Leave these items out</source>
        <translation>Diese Einträge auslassen</translation>
    </message>
    <message>
        <source>Give the selected items the other label</source>
        <translation>Den gewählten Einträgen das andere Label geben</translation>
    </message>
    <message>
        <source>A split lacks a class: {counts}.</source>
        <translation>Einer Teilmenge fehlt eine Klasse: {counts}.</translation>
    </message>
    <message>
        <source>Draw the splits again so that each has both classes</source>
        <translation>Die Teilmengen neu bilden, sodass jede beide Klassen enthält</translation>
    </message>
    <message>
        <source>They are one person: put all of them into one split</source>
        <translation>Es ist eine Person: alle in eine Teilmenge legen</translation>
    </message>
    <message>
        <source>They are different people</source>
        <translation>Es sind verschiedene Personen</translation>
    </message>
    <message>
        <source>&apos;{first}&apos; and &apos;{second}&apos; are in different splits and look alike: similarity {likeness}; from {least} on, pairs are shown.</source>
        <translation>&apos;{first}&apos; und &apos;{second}&apos; sind in verschiedenen Teilmengen und sehen sich ähnlich: Ähnlichkeit {likeness}; ab {least} werden Paare gezeigt.</translation>
    </message>
    <message>
        <source>The data do not name the person, and by their faces {count} names may be one person: {examples}. They are in different splits.</source>
        <translation>Die Daten nennen keine Person, und den Gesichtern nach können {count} Namen eine Person sein: {examples}. Sie sind in verschiedenen Teilmengen.</translation>
    </message>
    <message>
        <source>The model card of &apos;{name}&apos; does not say how it was trained.</source>
        <extracomment>Changes of the detector&apos;s own experiment for fine-tuning. Tables and keys that may be changed; the detector and the data define the others. Faces of each method kept for rehearsal.</extracomment>
        <translation>Die Modellkarte von „{name}“ sagt nicht, wie der Detektor trainiert wurde.</translation>
    </message>
    <message>
        <source>Choose a new head, or train an experiment.</source>
        <translation>Wählen Sie einen neuen Kopf, oder trainieren Sie ein Experiment.</translation>
    </message>
    <message>
        <source>&apos;{key}&apos; has no effect in fine-tuning: the network and the data stay as they are.</source>
        <translation>„{key}“ hat beim Feinabstimmen keine Wirkung: Netz und Daten bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Leave it out, or train an experiment.</source>
        <translation>Lassen Sie ihn weg, oder trainieren Sie ein Experiment.</translation>
    </message>
    <message>
        <source>Only networks that judge faces one by one are learned further, and no bags.</source>
        <translation>Nur Netze, die Gesichter einzeln beurteilen, lernen weiter, und keine Bags.</translation>
    </message>
    <message>
        <source>There are {pristine} pristine and {forged} forged items in the split &apos;{split}&apos;.</source>
        <translation>In der Teilmenge „{split}“ gibt es {pristine} unverfälschte und {forged} gefälschte Einträge.</translation>
    </message>
    <message>
        <source>The plan names no labelled data.</source>
        <translation>Der Plan nennt keine gekennzeichneten Daten.</translation>
    </message>
    <message>
        <source>Add folders with &apos;real&apos; and &apos;fake&apos; inside, or other labelled data.</source>
        <translation>Fügen Sie Ordner hinzu, die &apos;real&apos; und &apos;fake&apos; enthalten, oder andere gekennzeichnete Daten.</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>No forgery could be made: no pristine file is there.</source>
        <translation>Es konnte keine Fälschung hergestellt werden: Keine unverfälschte Datei ist vorhanden.</translation>
    </message>
    <message>
        <source>Give pristine pictures or clips with faces at least 40 pixels wide, as files.</source>
        <translation>Geben Sie unverfälschte Bilder oder Clips mit mindestens 40 Pixel breiten Gesichtern an, als Dateien.</translation>
    </message>
    <message>
        <source>The labels in &apos;{path}&apos; cannot be read.</source>
        <extracomment>&quot;unknown&quot; is not offered again; &quot;skipped&quot; comes after all others. Label of each answer that has one.</extracomment>
        <translation>Die Label in „{path}“ können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Move the file away to start over; what was added to the data is kept.</source>
        <translation>Verschieben Sie die Datei, um neu zu beginnen; was den Daten hinzugefügt wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>A new head is for detectors that judge faces one by one.</source>
        <extracomment>Candidate strengths of the regularisation. Number of heads fitted in total.</extracomment>
        <translation>Ein neuer Kopf ist für Detektoren, die Gesichter einzeln beurteilen.</translation>
    </message>
    <message>
        <source>Choose to train an experiment instead.</source>
        <translation>Trainieren Sie stattdessen ein Experiment.</translation>
    </message>
    <message>
        <source>There are {pristine} pristine and {forged} forged clips to train on.</source>
        <translation>Zum Trainieren gibt es {pristine} unverfälschte und {forged} gefälschte Clips.</translation>
    </message>
    <message>
        <source>{count} people of the new clips are in another split of the old data, for example {shared}.</source>
        <extracomment>Items of each method by split for rehearsal and evaluation.</extracomment>
        <translation>{count} Personen der neuen Clips sind in einer anderen Teilmenge der alten Daten, zum Beispiel {shared}.</translation>
    </message>
    <message>
        <source>Take them out of the new clips, or put them into the same split.</source>
        <translation>Nehmen Sie sie aus den neuen Clips, oder setzen Sie sie in dieselbe Teilmenge.</translation>
    </message>
    <message>
        <source>Only detectors that judge faces one by one can rehearse.</source>
        <translation>Nur Detektoren, die Gesichter einzeln beurteilen, können alte Gesichter erneut lernen.</translation>
    </message>
    <message>
        <source>Use a bundle of another kind.</source>
        <translation>Verwenden Sie ein Paket anderer Art.</translation>
    </message>
    <message>
        <source>The plan &apos;{path}&apos; cannot be read: {why}.</source>
        <extracomment>In order.</extracomment>
        <translation>Der Plan „{path}“ kann nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>&apos;{path}&apos; is not a plan of a retraining, or it is damaged.</source>
        <translation>„{path}“ ist kein Plan eines Trainings oder ist beschädigt.</translation>
    </message>
    <message>
        <source>Correct the line named, or begin a new plan.</source>
        <translation>Berichtigen Sie die genannte Zeile, oder beginnen Sie einen neuen Plan.</translation>
    </message>
    <message>
        <source>The plan &apos;{path}&apos; has version {version}; this program knows version {known}.</source>
        <translation>Der Plan „{path}“ hat Version {version}; dieses Programm kennt Version {known}.</translation>
    </message>
    <message>
        <source>Use the version of the program that wrote it, or begin a new plan.</source>
        <translation>Verwenden Sie die Programmversion, die ihn geschrieben hat, oder beginnen Sie einen neuen Plan.</translation>
    </message>
    <message>
        <source>&apos;changes&apos; has no effect with the preset &apos;{preset}&apos;.</source>
        <translation>&apos;changes&apos; hat mit der Vorgabe „{preset}“ keine Wirkung.</translation>
    </message>
    <message>
        <source>Leave it out, or set preset to &apos;fine-tune&apos; or &apos;experiment&apos;.</source>
        <translation>Lassen Sie es weg, oder setzen Sie preset auf &apos;fine-tune&apos; oder &apos;experiment&apos;.</translation>
    </message>
    <message>
        <source>That cannot be planned: {why}.</source>
        <extracomment>The stage to which a change returns the plan; names and notes have none. Stops the training early and keeps the best epoch.</extracomment>
        <translation>Das lässt sich nicht planen: {why}.</translation>
    </message>
    <message>
        <source>Choose another value; nothing was changed.</source>
        <translation>Wählen Sie einen anderen Wert; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{count} of {total} clips have one face only, for example {name}; a window model needs several.</source>
        <translation>{count} von {total} Clips haben nur ein Gesicht, zum Beispiel {name}; ein Modell für Sequenzen braucht mehrere.</translation>
    </message>
    <message>
        <source>Give clips instead of pictures, raise faces.per_clip, or set sequence.motion to try the model on moved stills.</source>
        <translation>Geben Sie Clips statt Bilder an, erhöhen Sie faces.per_clip, oder setzen Sie sequence.motion, um das Modell an bewegten Standbildern zu versuchen.</translation>
    </message>
    <message>
        <source>Features could not be kept in &apos;{folder}&apos;: {why}.</source>
        <extracomment>Pictures that a thread processes at a time: one batch, for an even load.</extracomment>
        <translation>Merkmale konnten nicht in „{folder}“ aufbewahrt werden: {why}.</translation>
    </message>
    <message>
        <source>Free some disk space and start again: it resumes where it stopped.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, und starten Sie erneut: Es geht dort weiter, wo es war.</translation>
    </message>
    <message>
        <source>The data hold no method &apos;{unknown}&apos; to leave out.</source>
        <translation>Die Daten enthalten kein Verfahren „{unknown}“, das sich auslassen ließe.</translation>
    </message>
    <message>
        <source>They hold {names}.</source>
        <translation>Sie enthalten {names}.</translation>
    </message>
    <message>
        <source>The decoder stopped because of a fault in this program, not in the clip.</source>
        <extracomment>Seconds between heartbeats while no other message is sent.</extracomment>
        <translation>Der Decoder stoppte wegen eines Fehlers in diesem Programm, nicht im Clip.</translation>
    </message>
    <message>
        <source>What was decoded before stands. Report the fault with the details.</source>
        <translation>Was vorher dekodiert wurde, bleibt gültig. Melden Sie den Fehler mit den Einzelheiten.</translation>
    </message>
    <message>
        <source>Decoding the clip takes more memory than is allowed.</source>
        <translation>Das Dekodieren des Clips braucht mehr Arbeitsspeicher als erlaubt.</translation>
    </message>
    <message>
        <source>Open it on a machine with more memory, or make a smaller copy and note that you did.</source>
        <translation>Öffnen Sie den Clip auf einem Rechner mit mehr Arbeitsspeicher, oder erstellen Sie eine kleinere Kopie und vermerken Sie es.</translation>
    </message>
    <message>
        <source>The decoder gave an answer about &apos;{name}&apos; that makes no sense.</source>
        <extracomment>Upper bound on the bytes of one pixel.</extracomment>
        <translation>Der Decoder gab zu „{name}“ eine sinnlose Antwort.</translation>
    </message>
    <message>
        <source>The decoder gave an answer about the coding of &apos;{name}&apos; that makes no sense.</source>
        <translation>Der Decoder gab zur Kodierung von „{name}“ eine sinnlose Antwort.</translation>
    </message>
    <message>
        <source>Other results stand. Report the fault with the details.</source>
        <translation>Andere Ergebnisse bleiben gültig. Melden Sie den Fehler mit den Einzelheiten.</translation>
    </message>
    <message>
        <source>The stored index of &apos;{name}&apos; does not fit it.</source>
        <extracomment>Clips with at most this many pixels in all are fully decoded when opened (about a second). Number of frames at the start, and at most at the end, on which a frame order is checked. Up to this distance in frames, decoding forward is faster than seeking. Called with (done, total) while the index is built; may raise to stop.</extracomment>
        <translation>Der gespeicherte Index von „{name}“ passt nicht zur Datei.</translation>
    </message>
    <message>
        <source>Delete the program&apos;s cache folder and open the clip again.</source>
        <translation>Löschen Sie den Cache-Ordner des Programms, und öffnen Sie den Clip erneut.</translation>
    </message>
    <message>
        <source>Frame {index} of &apos;{name}&apos; cannot be decoded.</source>
        <translation>Einzelbild {index} von „{name}“ lässt sich nicht dekodieren.</translation>
    </message>
    <message>
        <source>The file is damaged or cut short; use the frames before it, or copy it again.</source>
        <translation>Die Datei ist beschädigt oder abgeschnitten; verwenden Sie die Einzelbilder davor, oder kopieren Sie die Datei erneut.</translation>
    </message>
    <message>
        <source>This installation cannot encode {codec}.</source>
        <extracomment>FFmpeg&apos;s encoder and decoder for each codec, and the encoder&apos;s options except the rate. AV1 is excluded: when run as root, SVT-AV1 permanently gives the process real-time priority, which starves other processes. Smallest width and height that every encoder accepts.</extracomment>
        <translation>Diese Installation kann {codec} nicht kodieren.</translation>
    </message>
    <message>
        <source>Choose one of {names}, or install the usual PyAV wheels.</source>
        <translation>Wählen Sie aus {names}, oder installieren Sie die üblichen PyAV-Wheels.</translation>
    </message>
    <message>
        <source>Pictures of the pixel format &apos;{form}&apos; cannot be shown.</source>
        <translation>Bilder im Pixelformat „{form}“ können nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>Convert the clip to another pixel format, and note that you did.</source>
        <translation>Wandeln Sie den Clip in ein anderes Pixelformat um, und vermerken Sie es.</translation>
    </message>
    <message>
        <source>The pictures of &apos;{name}&apos; are said to have {width} x {height} pixels, which is more than this program opens.</source>
        <extracomment>Number of frames used to measure the brightness of an HDR clip.</extracomment>
        <translation>Die Bilder von „{name}“ haben angeblich {width} x {height} Pixel; das ist mehr, als dieses Programm öffnet.</translation>
    </message>
    <message>
        <source>If this is true, make a smaller copy of the clip and note that you did.</source>
        <translation>Wenn das stimmt, erstellen Sie eine kleinere Kopie des Clips, und vermerken Sie es.</translation>
    </message>
    <message>
        <source>There is no room for {size} MB of pictures in the temporary folder: {why}.</source>
        <extracomment>Bytes of all slots, and maximum number of slots: enough for the three runs of 12 frames that are searched and followed at once, and for the frames decoded ahead.</extracomment>
        <translation>Im temporären Ordner ist kein Platz für {size} MB an Bildern: {why}.</translation>
    </message>
    <message>
        <source>Free some room there, or set TMPDIR to a folder with more.</source>
        <translation>Schaffen Sie dort Platz, oder setzen Sie TMPDIR auf einen Ordner mit mehr Platz.</translation>
    </message>
    <message>
        <source>Check that the folder may be written to and that the disk has room.</source>
        <translation>Prüfen Sie, ob in den Ordner geschrieben werden darf und ob der Datenträger Platz hat.</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>bit rate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>metadata names</source>
        <translation>Namen der Metadaten</translation>
    </message>
    <message>
        <source>XMP tools</source>
        <translation>XMP-Programme</translation>
    </message>
    <message>
        <source>content credentials</source>
        <translation>Inhaltsnachweise</translation>
    </message>
    <message>
        <source>streams</source>
        <translation>Ströme</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>encoder settings</source>
        <translation>Einstellungen des Encoders</translation>
    </message>
    <message>
        <source>codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>codec tag</source>
        <translation>Codec-Kennung</translation>
    </message>
    <message>
        <source>handler</source>
        <translation>Handler</translation>
    </message>
    <message>
        <source>language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>pixel aspect ratio</source>
        <translation>Seitenverhältnis der Pixel</translation>
    </message>
    <message>
        <source>frame rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>pixel format</source>
        <translation>Pixelformat</translation>
    </message>
    <message>
        <source>field order</source>
        <translation>Halbbildfolge</translation>
    </message>
    <message>
        <source>colour range</source>
        <translation>Farbbereich</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>sample rate</source>
        <translation>Abtastrate</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>channel layout</source>
        <translation>Kanalanordnung</translation>
    </message>
    <message>
        <source>parameter sets SHA-256</source>
        <translation>SHA-256 der Parametersätze</translation>
    </message>
    <message>
        <source>parameter sets</source>
        <translation>Parametersätze</translation>
    </message>
    <message>
        <source>frame intervals</source>
        <translation>Bildabstände</translation>
    </message>
    <message>
        <source>frame types</source>
        <translation>Bildtypen</translation>
    </message>
    <message>
        <source>usual GOP length</source>
        <translation>übliche GOP-Länge</translation>
    </message>
    <message>
        <source>open GOPs</source>
        <translation>offene GOPs</translation>
    </message>
    <message>
        <source>GOP pattern</source>
        <translation>GOP-Muster</translation>
    </message>
    <message>
        <source>GOPs</source>
        <translation>GOPs</translation>
    </message>
    <message>
        <source>GOP lengths</source>
        <translation>GOP-Längen</translation>
    </message>
    <message>
        <source>order of boxes</source>
        <translation>Reihenfolge der Boxen</translation>
    </message>
    <message>
        <source>bytes after the last box</source>
        <translation>Bytes nach der letzten Box</translation>
    </message>
    <message>
        <source>stream {number}: {name}</source>
        <extracomment>Names with a number or a part that is not a word.</extracomment>
        <translation>Strom {number}: {name}</translation>
    </message>
    <message>
        <source>stream {number}</source>
        <translation>Strom {number}</translation>
    </message>
    <message>
        <source>tag {tag}</source>
        <translation>Eintrag {tag}</translation>
    </message>
    <message>
        <source>edit list of track {number}</source>
        <translation>Schnittliste der Spur {number}</translation>
    </message>
    <message>
        <source>{box}: boxes</source>
        <translation>{box}: Boxen</translation>
    </message>
    <message>
        <source>more than {most} tracks; the rest was not read</source>
        <translation>mehr als {most} Spuren; der Rest wurde nicht gelesen</translation>
    </message>
    <message>
        <source>more than {most} boxes; the rest was not read</source>
        <translation>mehr als {most} Boxen; der Rest wurde nicht gelesen</translation>
    </message>
    <message>
        <source>boxes are nested too deeply</source>
        <translation>Boxen sind zu tief verschachtelt</translation>
    </message>
    <message>
        <source>{count} bytes at the end of the file are no whole box</source>
        <translation>{count} Bytes am Ende der Datei sind keine ganze Box</translation>
    </message>
    <message>
        <source>box &apos;{name}&apos; has an impossible size</source>
        <translation>Box „{name}“ hat eine unmögliche Größe</translation>
    </message>
    <message>
        <source>box &apos;{name}&apos; is longer than the file by {count} bytes</source>
        <translation>Box „{name}“ ist um {count} Bytes länger als die Datei</translation>
    </message>
    <message>
        <source>box &apos;{name}&apos; is longer than &apos;{parent}&apos; by {count} bytes</source>
        <translation>Box „{name}“ ist um {count} Bytes länger als „{parent}“</translation>
    </message>
    <message>
        <source>box &apos;{name}&apos; is too short</source>
        <translation>Box „{name}“ ist zu kurz</translation>
    </message>
    <message>
        <source>an edit list claims {count} entries</source>
        <translation>eine Schnittliste gibt {count} Einträge an</translation>
    </message>
    <message>
        <source>reading ended early: {why}</source>
        <translation>das Lesen endete vorzeitig: {why}</translation>
    </message>
    <message>
        <source>{count} pristine in &apos;{split}&apos;</source>
        <extracomment>Recommended minimum number of clips of each class; fewer give unreliable metrics. Texts for a number of clips of each class in a split, with &quot;count&quot; and &quot;split&quot;.</extracomment>
        <translation>{count} unverfälscht in &apos;{split}&apos;</translation>
    </message>
    <message>
        <source>{count} forged in &apos;{split}&apos;</source>
        <translation>{count} gefälscht in &apos;{split}&apos;</translation>
    </message>
    <message>
        <source>Files that are missing or cannot be read: {count}, for example {examples}.</source>
        <extracomment>Maximum ratio between the numbers of clips of the two classes.</extracomment>
        <translation>Fehlende oder nicht lesbare Dateien: {count}, zum Beispiel {examples}.</translation>
    </message>
    <message>
        <source>Empty files: {count}, for example {examples}.</source>
        <translation>Leere Dateien: {count}, zum Beispiel {examples}.</translation>
    </message>
    <message>
        <source>Put them back, or repair with &apos;{repair}&apos; to leave them out.</source>
        <translation>Legen Sie sie zurück, oder lassen Sie sie mit der Reparatur &apos;{repair}&apos; aus.</translation>
    </message>
    <message>
        <source>Contents that are labelled both real and fake: {count}, for example {first} and {second}.</source>
        <translation>Inhalte, die als echt und als gefälscht gekennzeichnet sind: {count}, zum Beispiel {first} und {second}.</translation>
    </message>
    <message>
        <source>Correct the labels, or repair with &apos;contradictions&apos; to leave all of them out.</source>
        <translation>Berichtigen Sie die Label, oder lassen Sie alle mit der Reparatur &apos;contradictions&apos; aus.</translation>
    </message>
    <message>
        <source>Contents that are in more than one split: {count}, for example {first} and {second}.</source>
        <translation>Inhalte in mehr als einer Teilmenge: {count}, zum Beispiel {first} und {second}.</translation>
    </message>
    <message>
        <source>Remove the copies, or repair with &apos;duplicates&apos; to keep the one that is tested on.</source>
        <translation>Entfernen Sie die Kopien, oder behalten Sie mit der Reparatur &apos;duplicates&apos; diejenige zum Testen.</translation>
    </message>
    <message>
        <source>Contents that are in the same split more than once: {count}, for example {first} and {second}.</source>
        <translation>Inhalte, die in einer Teilmenge mehrfach vorkommen: {count}, zum Beispiel {first} und {second}.</translation>
    </message>
    <message>
        <source>They count twice in training; repair with &apos;duplicates&apos; keeps one of each.</source>
        <translation>Sie zählen im Training doppelt; die Reparatur &apos;duplicates&apos; behält je eine.</translation>
    </message>
    <message>
        <source>People who are in more than one split: {count}, for example {examples}.</source>
        <translation>Personen in mehr als einer Teilmenge: {count}, zum Beispiel {examples}.</translation>
    </message>
    <message>
        <source>Source clips that are in more than one split: {count}, for example {examples}.</source>
        <translation>Quellclips in mehr als einer Teilmenge: {count}, zum Beispiel {examples}.</translation>
    </message>
    <message>
        <source>Put all faces of a person and all clips of a source into one split. Repair with &apos;leaks&apos; moves them together, &apos;leaks-drop&apos; leaves them out.</source>
        <translation>Legen Sie alle Gesichter einer Person und alle Clips einer Quelle in eine Teilmenge. Die Reparatur &apos;leaks&apos; führt sie zusammen, &apos;leaks-drop&apos; lässt sie aus.</translation>
    </message>
    <message>
        <source>Forgeries whose original is missing: {count}, for example {examples}.</source>
        <translation>Fälschungen, deren Original fehlt: {count}, zum Beispiel {examples}.</translation>
    </message>
    <message>
        <source>Add the originals: a detector learns most from a forgery with its original.</source>
        <translation>Fügen Sie die Originale hinzu: Am meisten lernt ein Detektor aus einer Fälschung zusammen mit ihrem Original.</translation>
    </message>
    <message>
        <source>All clips are pristine.</source>
        <translation>Alle Clips sind unverfälscht.</translation>
    </message>
    <message>
        <source>All clips are forged.</source>
        <translation>Alle Clips sind gefälscht.</translation>
    </message>
    <message>
        <source>Add the other class: nothing can be learned from one, and only one kind of error can be measured.</source>
        <translation>Fügen Sie die andere Klasse hinzu: Aus einer lässt sich nichts lernen, und nur eine Art von Fehlern lässt sich messen.</translation>
    </message>
    <message>
        <source>There are few clips: {counts}.</source>
        <translation>Es sind wenige Clips: {counts}.</translation>
    </message>
    <message>
        <source>Figures from so few are uncertain; add clips, above all of new people.</source>
        <translation>Zahlen aus so wenigen sind unsicher; fügen Sie Clips hinzu, vor allem von neuen Personen.</translation>
    </message>
    <message>
        <source>Clips to learn from: {pristine} pristine, {forged} forged.</source>
        <translation>Clips zum Lernen: {pristine} unverfälscht, {forged} gefälscht.</translation>
    </message>
    <message>
        <source>Training weights both classes equally, but the smaller one limits what can be learned.</source>
        <translation>Das Training gewichtet beide Klassen gleich, doch die kleinere begrenzt, was sich lernen lässt.</translation>
    </message>
    <message>
        <source>The data do not name the person in {count} of {items} items. By the file names they form {groups} groups, each treated as one person and kept in one split; the largest are {examples}.</source>
        <translation>Bei {count} von {items} Einträgen nennen die Daten keine Person. Nach den Dateinamen sind es {groups} Gruppen, jede gilt als eine Person und bleibt in einer Teilmenge; die größten sind {examples}.</translation>
    </message>
    <message>
        <source>The data do not name the person in {count} of {items} items. Each is treated as a different person.</source>
        <translation>Bei {count} von {items} Einträgen nennen die Daten keine Person. Jeder gilt als eine andere Person.</translation>
    </message>
    <message>
        <source>Name the people in identities.csv, in a manifest or with --pattern; &apos;forensics check DATA --faces&apos; compares the faces too.</source>
        <translation>Nennen Sie die Personen in identities.csv, in einem Manifest oder mit --pattern; &apos;forensics check DATA --faces&apos; vergleicht auch die Gesichter.</translation>
    </message>
    <message>
        <source>Of 1,000 pairs of strangers, 2 look this much alike in press photographs (LFW) and 11 in compressed clips (FaceForensics++). Of 100 pairs of frames of one clip, 5 do not.</source>
        <extracomment>Minimum cosine between two people&apos;s mean embeddings. Chosen on training folds, where 1.3 in 1,000 pairs of strangers (LFW) reach it and 9 of 72 pairs of clips of one person (clips of project pages, seven people) do not. Error rates on other people.</extracomment>
        <translation>Von 1.000 Paaren fremder Menschen sehen sich auf Pressefotos (LFW) 2 so ähnlich, in komprimierten Clips (FaceForensics++) 11. Von 100 Bildpaaren eines Clips sind es 5 nicht.</translation>
    </message>
    <message>
        <source>Faces were not compared: {why}</source>
        <extracomment>Minimum cosine for grouping names as one person; stricter, as groups grow by chance: it groups 5 % of 480 strangers (LFW). Maximum number of names for grouping, which compares all pairs. Faces compared for each person. Crop geometry of FaceNet&apos;s training.</extracomment>
        <translation>Die Gesichter wurden nicht verglichen: {why}</translation>
    </message>
    <message>
        <source>More than {most} names cannot be grouped by face; there are {count}.</source>
        <translation>Mehr als {most} Namen lassen sich nicht nach Gesichtern gruppieren; es sind {count}.</translation>
    </message>
</context>
</TS>
