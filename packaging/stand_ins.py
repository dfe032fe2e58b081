"""What stands in a bundle in the place of modules that others import only for what the program does not do."""

import sys
from types import ModuleType


def put_in() -> None:
    """Put them where Python looks for modules first. Whoever asks one of them for more gets an AttributeError."""
    # PyQtGraph imports these for what it draws by OpenGL, which here is nothing: without them, and the drivers that
    # they look for, the bundle is smaller by 20 MB.
    opengl, widgets = ModuleType("PySide6.QtOpenGL"), ModuleType("PySide6.QtOpenGLWidgets")
    vars(widgets)["QOpenGLWidget"] = object
    found = [opengl, widgets]
    # NumPy imports it for equations and matrices, of which the program has none; it takes LAPACK, see blas.py.
    if sys.platform == "linux":
        found.append(ModuleType("numpy.linalg._umath_linalg"))
    sys.modules |= {each.__name__: each for each in found}
