"""`forensics doctor` says what is missing; `forensics --version --json` names every part."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.commands.doctor import UNHEALTHY
from engine.detector.bundle.manifest import read_manifest
from engine.health import system_check, window_libraries
from engine.health.finding import State
from engine.shipped import default_bundle


@pytest.fixture
def complete(monkeypatch, tmp_path):
    """A computer that lacks nothing, whatever this one lacks."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(window_libraries, "_ALWAYS", {})


def findings(ran):
    return {finding["name"]: finding for finding in json.loads(ran.stdout)["findings"]}


def test_a_complete_computer_is_healthy_and_the_sample_is_timed(complete, forensics):
    ran = forensics("doctor", "--json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["healthy"]
    seconds = re.search(r"A clip of 6\.0 s was analysed in ([\d.]+) s",
                        findings(ran)["Sample clip"]["text"])  # fmt: skip
    assert 0 < float(seconds[1]) < 60


MISSING = window_libraries.Package("libnot-there9", "not-there", "not-there-libs")


@pytest.mark.parametrize(
    ("manager", "command"),
    [("apt-get", "sudo apt-get install libnot-there9"), ("dnf", "sudo dnf install not-there"),
     ("pacman", "sudo pacman -S not-there-libs"), ("none", "sudo apt-get install libnot-there9")],
)  # fmt: skip
def test_a_missing_library_is_a_problem_with_its_command(
    complete, forensics, monkeypatch, manager, command
):
    monkeypatch.setattr(window_libraries.sys, "platform", "linux")
    monkeypatch.setattr(window_libraries.shutil, "which", lambda name: name == manager or None)
    monkeypatch.setitem(window_libraries._ALWAYS, "libnot-there.so.9", MISSING)
    ran = forensics("doctor", "--no-sample")
    assert ran.returncode == UNHEALTHY
    assert "problem  Window" in ran.stdout
    assert f"Fix: {command}" in ran.stdout
    assert f"  {UNHEALTHY}   'forensics doctor'" in forensics("--help").stdout


def test_a_folder_that_cannot_be_written_is_a_problem(complete, forensics, monkeypatch, tmp_path):
    (tmp_path / "{file}").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "{file}"))
    ran = forensics("doctor", "--no-sample", "--json")
    assert ran.returncode == UNHEALTHY
    assert findings(ran)["Cache"]["state"] == "problem"
    assert str(tmp_path / "{file}") in findings(ran)["Cache"]["fix"]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("free", "state"), [(1 << 20, State.PROBLEM), (1 << 29, State.WARNING), (1 << 40, State.OK)]
)
def test_a_full_disk_is_named_before_it_costs_a_result(complete, monkeypatch, free, state):
    monkeypatch.setattr(system_check.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert {finding.state for finding in system_check.folder_findings()} == {state}


def test_little_memory_is_a_warning(monkeypatch):
    memory = SimpleNamespace(available=1 << 30, total=4 << 30)
    monkeypatch.setattr(system_check.psutil, "virtual_memory", lambda: memory)
    found = system_check.memory_finding()
    assert found.state is State.WARNING
    assert "1.0 of 4.0 GiB" in found.text()
    assert "--quick" in found.advice()


def test_a_gpu_that_pytorch_cannot_use_is_named_with_the_build_that_can(monkeypatch):
    monkeypatch.setattr(system_check, "may_have_gpu", lambda: True)
    monkeypatch.setattr(system_check, "pick_device", lambda: "cpu")
    found = system_check.gpu_finding()
    assert found.state is State.WARNING
    assert "download.pytorch.org/whl/cu" in found.advice()
    monkeypatch.setattr(system_check, "pick_device", lambda: "cuda")
    assert system_check.gpu_finding().state is State.OK


def test_a_computer_without_fonts_is_given_the_package_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(system_check.sys, "platform", "linux")
    monkeypatch.setattr(system_check, "_FONT_FOLDERS", (str(tmp_path),))
    assert "fonts-dejavu-core" in system_check.font_finding().advice()
    (tmp_path / "one.ttf").touch()
    assert system_check.font_finding().state is State.OK


def test_a_kernel_without_landlock_is_a_warning(monkeypatch):
    monkeypatch.setattr(system_check.sys, "platform", "linux")
    monkeypatch.setattr("engine.sandbox.linux.landlock_version", lambda: 0)
    found = system_check.sandbox_finding()
    assert found.state is State.WARNING
    assert "Landlock" in found.text()


def test_a_damaged_installation_is_a_problem_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(system_check, "resource", lambda name: tmp_path / name)
    found = system_check.sample_finding()
    assert found.state is State.PROBLEM
    assert "manipulated.mp4" in found.text()

    def no_library():
        raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr(system_check, "_judge_sample", no_library)
    found = system_check.sample_finding()
    assert "libGL.so.1" in found.text()
    assert "pip install --force-reinstall" in found.advice()


def test_the_version_names_every_part(forensics):
    assert re.fullmatch(r"forensics \d+\.\d+\.\d+\n", forensics("--version").stdout)
    ran = forensics("--version", "--json")
    parts = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert re.match(r"\d+\.\d+.* \(libavcodec \d+", parts["ffmpeg"])
    assert parts["detector"]["sha256"] == read_manifest(default_bundle())[1]
    assert {"av", "onnxruntime", "pyside6-essentials"} <= set(parts["packages"])
    assert json.loads(forensics("--json", "--version").stdout) == parts


def test_json_without_version_or_command_is_refused(forensics):
    ran = forensics("--json", "info", Path("clip.mp4"))
    assert ran.returncode == 2
    assert "--json comes after the command" in ran.stderr
