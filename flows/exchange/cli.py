"""The commands of `sekisho` for a consortium: share, accept, findings, members, relay."""

from pathlib import Path

import click

from flows.exchange import commands as exchange
from flows.exchange import membership, overview, stewarding
from flows.exchange.office import SHARED, Choice
from flows.exchange.statement import LABELS
from flows.exchange.tasks import STEPS
from flows.invoke import FILE, PLACE, as_json, told
from flows.settings import Settings


@click.command()
@click.option("--to", required=True, help="Members, joined by commas: A,B.")
@click.option("--tlp", type=click.Choice(LABELS), default="amber", show_default=True, help="Traffic light label (TLP 2.0).")
@click.option("--program", help="Of this program only (and of the whole office).")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(SHARED), help="These kinds only.")
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True, help="How long the bundles may be taken in.")
@click.option("--before-signature", is_flag=True, help="Also decisions that wait for a second person's signature.")
@click.option("--task", type=click.Choice(STEPS), help="Instead: who assesses an organisation; goes to those of --to only.")
@click.option("--about", default="", help="The organisation (ror:0…, lei:…, source:id) of a request, or the beginning of a task's id.")
@click.option("--confirm", help="The code shown with what leaves; without it nothing is written.")
@as_json
@told
def share(
    settings: Settings, to: str, tlp: str, program: str | None, kinds: tuple[str, ...], days: int, before_signature: bool,
    task: str | None, about: str, confirm: str | None, as_json: bool,
) -> int:  # fmt: skip
    """Show exactly what would leave the office; with --confirm, write the bundles."""
    choice = Choice(
        to=tuple(sorted({name.strip().upper() for name in to.split(",") if name.strip()})), label=tlp, days=days, program=program,
        kinds=kinds or SHARED, before_signature=before_signature, step=task, about=about,
    )  # fmt: skip
    return exchange.share(settings, choice, confirm, as_json)


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@told
def accept(settings: Settings, files: tuple[Path, ...]) -> int:
    """Take in bundles and members files of the consortium: verified first, each whole or not at all."""
    return exchange.accept_files(settings, files)


@click.command()
@click.option("--own", is_flag=True, help="What one's own office could tell, instead of what others told.")
@click.option("--out", type=PLACE, help="Into a file: .jsonl, .csv, or .json for FollowTheMoney entities.")
@as_json
@told
def findings(settings: Settings, own: bool, out: Path | None, as_json: bool) -> int:
    """What other members found, beside one's own possible hits, with author and date."""
    return overview.findings(settings, own, out, as_json)


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def members(context: click.Context, as_json: bool) -> None:
    """The consortium: who belongs to it, their keys, one's own keys."""
    if context.invoked_subcommand is None:
        told(membership.listed)(as_json=as_json)


@members.command()
@click.argument("name")
@click.option("--title-en", required=True, help="The institution in English.")
@click.option("--title-ja", required=True, help="The institution in Japanese.")
@told
def begin(settings: Settings, name: str, title_en: str, title_ja: str) -> int:
    """Make keys for this office, called NAME (2 to 12 Latin capitals and figures), and a card for the steward."""
    return membership.begin(settings, name.upper(), title_en, title_ja)


@members.command()
@click.argument("file", type=FILE)
@click.option("--figures", required=True, help="The steward's figures, as read out on the telephone.")
@told
def trust(settings: Settings, file: Path, figures: str) -> int:
    """Trust the members file FILE for the first time."""
    return membership.first_trust(settings, file, figures)


@members.command()
@told
def rotate(settings: Settings) -> int:
    """Make new keys for this office; send the card to the steward."""
    return membership.rotate(settings)


@members.command()
@click.argument("consortium")
@told
def found(settings: Settings, consortium: str) -> int:
    """Steward: begin a consortium, with this office as its hub."""
    return membership.found(settings, consortium)


@members.command()
@click.argument("card", type=FILE)
@click.option("--figures", default="", help="The member's figures, as read out; only a known member's new keys need none.")
@told
def add(settings: Settings, card: Path, figures: str) -> int:
    """Steward: add the member of CARD, or a member's new keys."""
    return membership.add(settings, card, figures)


@members.command()
@click.argument("name")
@told
def revoke(settings: Settings, name: str) -> int:
    """Steward: nothing signed by NAME's present keys is taken any more (lost or stolen)."""
    return membership.edit(settings, lambda known, today: stewarding.revoked(known, name.upper(), today))


@members.command()
@click.argument("name")
@told
def leave(settings: Settings, name: str) -> int:
    """Steward: NAME has left."""
    return membership.edit(settings, lambda known, today: stewarding.left(known, name.upper(), today))


@members.command()
@click.argument("name")
@told
def anew(settings: Settings, name: str) -> int:
    """Steward: NAME has lost its store; what it exchanges with the others starts again."""
    return membership.edit(settings, lambda known, today: stewarding.begun_anew(known, name.upper(), today))


@members.command()
@told
def renew(settings: Settings) -> int:
    """Steward: the same members file for another half year."""
    return membership.edit(settings, stewarding.renewed)


@members.command(name="stand-in")
@told
def stand_in(settings: Settings) -> int:
    """Make a steward's key for this office, too; send the card to the steward."""
    return membership.stand_in(settings)


@members.command()
@click.argument("card", type=FILE)
@click.option("--figures", required=True, help="The figures of the new steward's key, as read out.")
@told
def entrust(settings: Settings, card: Path, figures: str) -> int:
    """Steward: let the key of CARD sign the members file as well."""
    return membership.entrust(settings, card, figures)


@members.command()
@click.argument("figures")
@told
def dismiss(settings: Settings, figures: str) -> int:
    """Steward: the steward's key of these FIGURES signs nothing any more."""
    return membership.edit(settings, lambda known, today: stewarding.dismissed(known, figures, today))


@click.command()
@click.argument("coming", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("going", type=PLACE)
@as_json
@told
def relay(settings: Settings, coming: Path, going: Path, as_json: bool) -> int:
    """Hub: copy every bundle of the folder COMING to GOING/<recipient>; what is refused is named and goes nowhere."""
    return membership.pass_on(settings, coming, going, as_json)


EXCHANGE = (share, accept, findings, members, relay)
