"""The wall around every exercise, for those too that do not exist yet: a kind of contract for import-linter."""

from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class ExerciseFolders(Contract):
    """What lies in the folder of an exercise is imported from its own folders alone.

    `homes` are packages in which each folder is an exercise; folders of one name in several of them are one exercise's.
    A folder of a home that comes earlier is known to those of later ones: the core to its windows, not the other way.
    """

    type_name = "exercise_folders"

    homes = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Collect the imports that go over the wall."""
        broken = sorted(link for home in self.homes for link in self._over(graph, str(home)))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _over(self, graph: ImportGraph, home: str) -> Iterator[tuple[str, str]]:
        homes = [str(each) for each in self.homes]
        for folder in graph.find_children(home):
            if not graph.find_children(folder):
                continue  # a module beside the folders
            own = tuple(f"{each}.{folder.rpartition('.')[2]}" for each in homes[homes.index(home) :])
            for module in (folder, *graph.find_descendants(folder)):
                for importer in graph.find_modules_that_directly_import(module):
                    if not any(importer == each or importer.startswith(f"{each}.") for each in own):
                        yield importer, module

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say each of them in a line."""
        for importer, module in check.metadata["broken"]:
            output.print_error(f"{importer} must not import {module}: it lies in the folder of an exercise.")
