; Installer for Windows, for one user or for all, without a console. Built by .ci/package/windows.
[Setup]
AppId={{6B0C3F52-6C1E-4E0B-9F7B-3B0B6A0F7C11}
AppName=Deepfake forensics
AppVersion={#Version}
AppPublisher=The Deepfake forensics authors
DefaultDirName={autopf}\Deepfake forensics
DefaultGroupName=Deepfake forensics
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=deepfake-forensics-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Files]
Source: "..\..\dist\forensics\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Deepfake forensics"; Filename: "{app}\forensics-gui.exe"

[Run]
Filename: "{app}\forensics-gui.exe"; Description: "{cm:LaunchProgram,Deepfake forensics}"; Flags: nowait postinstall skipifsilent
