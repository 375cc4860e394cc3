"""Why a unit cannot become what somebody typed: whatever hangs on units says so itself, and units knows none of it."""

_objectors = []


def objects_to_units(objector):
    """
    Decorate a function (unit, wanted) that yields sentences on why `unit` must not become what is `wanted`.

    Both are units: the row as it is, and a copy as its form will write it, with its path below the unit chosen.
    """
    _objectors.append(objector)
    return objector


def objections(unit, wanted):
    """Every sentence that anybody has against the change."""
    return [sentence for objector in _objectors for sentence in objector(unit, wanted)]
