"""The command line: `python -m mail_ingest COMMAND`. Commands are imported when they are called."""

import importlib
import importlib.util

import click

_COMMANDS = {
    "when": "mail_ingest.reading.when.command:when",
    "read": "mail_ingest.reading.command:read",
    "run": "mail_ingest.command:run",
    "once": "mail_ingest.command:once",
    "load": "mail_ingest.command:load",
    "export-corrections": "mail_ingest.command:export_corrections",
}


class _Lazy(click.Group):
    """A group whose commands are imported on use, so that reading needs neither database nor network."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in _COMMANDS if self.get_command(ctx, name) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        if importlib.util.find_spec(module) is None:
            return None
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Lazy)
def main() -> None:
    """From a mailbox to a draft: read messages, or run the worker behind the mailbox."""


if __name__ == "__main__":
    main(prog_name="python -m mail_ingest")
