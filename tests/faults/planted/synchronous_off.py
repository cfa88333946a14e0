"""A database driver that quietly turns `synchronous=FULL` into OFF."""

from survey.cli import main
from tests.faults.planted.driver import plant_synchronous

plant_synchronous("OFF")

if __name__ == "__main__":
    main()
