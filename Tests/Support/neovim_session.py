"""A session in Neovim in tmux: an error appears and goes, help, completion, another name; what the screen shows is looked at.

    neovim_session.py HPO FOLDER

Prints a line for each part that was seen; where the screen does not come to show it, the screen, and the exit code is 1.
"""

import os
import pathlib
import shlex
import subprocess
import sys
import time

hpo, folder = sys.argv[1], pathlib.Path(sys.argv[2])
PATIENCE = 120.0  # seconds that a part may take on a machine that is busy
SETTINGS = f"""
vim.o.swapfile, vim.o.more, vim.o.updatetime = false, false, 100
vim.o.completeopt = "menuone,noinsert"
vim.cmd("syntax on")
function attach()
  local client = vim.lsp.start_client({{ name = "hpo", cmd = {{ {hpo!r}, "lsp" }}, root_dir = vim.fn.getcwd() }})
  vim.lsp.buf_attach_client(0, client)
  vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
end
"""
PROGRAM = """\
let s = search lr in log(1e-4, 1) with gama for 3 trials where lr < 0.5 minimize lr
print(s.best.params.lr)
let t = search x in 0.0..1.0
"""

(folder / "settings.lua").write_text(SETTINGS)
(folder / "tune.hpo").write_text(PROGRAM)
socket = str(folder / "tmux")
home = {
    "HOME": folder, "XDG_CONFIG_HOME": folder / "config", "XDG_DATA_HOME": folder / "data", "XDG_CACHE_HOME": folder / "cache",
    "XDG_STATE_HOME": folder / "state", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
}


def tmux(*words):
    return subprocess.run(
        ["tmux", "-S", socket, *words], check=True, text=True, capture_output=True, cwd=folder, env={**os.environ, **{k: str(v) for k, v in home.items()}}
    ).stdout


def screen():
    return tmux("capture-pane", "-p", "-t", "session")


def keys(*names):
    tmux("send-keys", "-t", "session", *names)


def command(text):
    """Types a command of Neovim's."""
    keys("Escape", "Escape")
    tmux("send-keys", "-t", "session", "-l", ":" + text)
    keys("Enter")


def see(what, condition):
    """Waits until the screen fulfils a condition."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        shown = screen()
        if condition(shown):
            print("seen:", what, flush=True)
            return
        time.sleep(0.1)
    print("not seen:", what)
    print(screen())
    sys.exit(1)


line = f"nvim -u NONE -i NONE --cmd 'luafile settings.lua' tune.hpo"
tmux("-f", "/dev/null", "new-session", "-d", "-s", "session", "-x", "180", "-y", "34", line)
try:
    see("the program", lambda shown: "print(s.best.params.lr)" in shown)
    command("lua attach()")
    see("an error", lambda shown: "unknown strategy `gama`" in shown)
    # The fix is typed: the message goes without the program being saved.
    command("%s/gama/gamma/")
    see("no error any more", lambda shown: "unknown strategy" not in shown and "with gamma for" in shown)

    command("call search('gamma', 'w')")
    command("lua vim.lsp.buf.hover()")
    see("help on gamma", lambda shown: "Gamma" in shown and "acquisition:" in shown)
    command("redraw!")
    keys("j", "k")

    command("3")
    keys("A")
    tmux("send-keys", "-t", "session", "-l", " with ")
    keys("C-x", "C-o")
    see("strategies behind `with`", lambda shown: all(name in shown for name in ["gaussian", "hull_gamma", "random", "tpe"]))
    tmux("send-keys", "-t", "session", "-l", "rand")
    see("the one that fits", lambda shown: "random" in shown and "gaussian" not in shown)
    keys("C-y")
    see("the one that was chosen", lambda shown: "let t = search x in 0.0..1.0 with random" in shown)

    command("call cursor(1, 16)")
    command("lua vim.lsp.buf.rename('rate')")
    expected = [
        "let s = search rate in log(1e-4, 1) with gamma for 3 trials where rate < 0.5 minimize rate",
        "print(s.best.params.rate)",
    ]
    see("another name for lr", lambda shown: all(text in shown for text in expected))
    command("write")
    see("the file", lambda shown: (folder / "tune.hpo").read_text().startswith("\n".join(expected)))
    command("qall!")
    end = time.monotonic() + PATIENCE
    while subprocess.run(["tmux", "-S", socket, "has-session"], capture_output=True).returncode == 0:
        if time.monotonic() > end:
            sys.exit("Neovim has not ended")
        time.sleep(0.1)
finally:
    subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True)
