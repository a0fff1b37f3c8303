<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n act(s), none altered. Last hash: {hash}</source>
        <translation>
            <numerusform>%n act, not altered. Last hash: {hash}</numerusform>
            <numerusform>%n acts, none altered. Last hash: {hash}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) here: {rate} kbit/s</source>
        <translation>
            <numerusform>this second {rate} kbit/s</numerusform>
            <numerusform>these %n seconds {rate} kbit/s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n face(s)</source>
        <translation>
            <numerusform>Add %n face</numerusform>
            <numerusform>Add %n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{chosen} of %n face(s)</source>
        <translation>
            <numerusform>{chosen} of %n face</numerusform>
            <numerusform>{chosen} of %n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag for %n face(s)</source>
        <translation>
            <numerusform>Tag for %n face</numerusform>
            <numerusform>Tag for %n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s). Click: go to frame. Right click: similar faces. Shift and drag: select.</source>
        <translation>
            <numerusform>%n face. Click: go to frame. Right click: similar faces. Shift and drag: select.</numerusform>
            <numerusform>%n faces. Click: go to frame. Right click: similar faces. Shift and drag: select.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{face}: %n scored face(s)</source>
        <translation>
            <numerusform>{face}: %n scored face</numerusform>
            <numerusform>{face}: %n scored faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{face}: %n scored face(s), {unusable} of them not usable</source>
        <translation>
            <numerusform>{face}: %n scored face, {unusable} of them not usable</numerusform>
            <numerusform>{face}: %n scored faces, {unusable} of them not usable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) filtered out</source>
        <translation>
            <numerusform>%n face is filtered out</numerusform>
            <numerusform>%n faces are filtered out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) on frames spread over the clip.</source>
        <translation>
            <numerusform>%n face on frames spread over the clip.</numerusform>
            <numerusform>%n faces on frames spread over the clip.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{usable} of %n scored face(s) could be used.</source>
        <translation>
            <numerusform>{usable} of %n scored face could be used.</numerusform>
            <numerusform>{usable} of %n scored faces could be used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %n correction(s) by the analyst.</source>
        <translation>
            <numerusform>After %n correction by the analyst.</numerusform>
            <numerusform>After %n corrections by the analyst.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decide on %n finding(s) to continue.</source>
        <translation>
            <numerusform>Decide on %n finding to continue.</numerusform>
            <numerusform>Decide on %n findings to continue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n source</numerusform>
            <numerusform>%n sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sort in %n new result(s)</source>
        <translation>
            <numerusform>Sort in %n new result</numerusform>
            <numerusform>Sort in %n new results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clip(s)</source>
        <translation>
            <numerusform>1 clip</numerusform>
            <numerusform>%n clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about one minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>about one hour left</numerusform>
            <numerusform>about %n hours left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n to the data</source>
        <translation>
            <numerusform>Add %n to the data</numerusform>
            <numerusform>Add %n to the data</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped as unknown</source>
        <translation>
            <numerusform>%n skipped as unknown</numerusform>
            <numerusform>%n skipped as unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s).</source>
        <translation>
            <numerusform>%n frame.</numerusform>
            <numerusform>%n frames.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Up to %n face(s) will be scored; {before} were scored before.</source>
        <translation>
            <numerusform>Up to %n face will be scored; {before} were scored before.</numerusform>
            <numerusform>Up to %n faces will be scored; {before} were scored before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting clip(s) will not be analysed.</source>
        <translation>
            <numerusform>%n waiting clip will not be analysed.</numerusform>
            <numerusform>%n waiting clips will not be analysed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found. Fix them first.</source>
        <translation>
            <numerusform>%n problem found. Fix it first.</numerusform>
            <numerusform>%n problems found. Fix them first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No problem found, but %n warning(s).</source>
        <translation>
            <numerusform>No problem found, but %n warning.</numerusform>
            <numerusform>No problem found, but %n warnings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) imported.</source>
        <translation>
            <numerusform>%n entry imported.</numerusform>
            <numerusform>%n entries imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s)</source>
        <translation>
            <numerusform>%n more field</numerusform>
            <numerusform>%n more fields</numerusform>
        </translation>
    </message>
</context>
</TS>
