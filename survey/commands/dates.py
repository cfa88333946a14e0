"""Days and months as they are typed: as our Vietnamese pages print them, or the year first."""

import click

DAY = click.DateTime(["%d/%m/%Y", "%Y-%m-%d"])
MONTH = click.DateTime(["%m/%Y", "%Y-%m"])
