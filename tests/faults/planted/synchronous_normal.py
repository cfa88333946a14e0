"""A database driver that quietly turns `synchronous=FULL` into NORMAL."""

from survey.cli import main
from tests.faults.planted.driver import plant_synchronous

plant_synchronous("NORMAL")

if __name__ == "__main__":
    main()
