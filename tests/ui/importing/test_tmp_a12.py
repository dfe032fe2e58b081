import importlib, json, sys
from pathlib import Path
import pytest
sys.path.insert(0, "/tmp/a12")
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from previewed import look_at, settle
from facilitator.exercises.templates import start_workshop
from facilitator.workshop.roster import people_of
from ui.history import History
from ui.importing.dialog import ImportDialog
ALL=[(m,F) for m in ("files1","files2","files3") for F in importlib.import_module(m).L]
def test_all(qtbot, library, bridge, tmp_path):
    out=open("/tmp/a12/win.txt","w")
    for m,F in ALL:
        w=start_workshop(library,"x").value
        p=tmp_path/F.name; c=F.content
        p.write_bytes(c.replace("\n","\r\n").encode(F.enc))
        try:
            d=ImportDialog(library,bridge,History(bridge),w,p)
            look_at(qtbot,d); d.show(); settle(qtbot,d)
            QTest.keyClick(d, Qt.Key.Key_Return)
            settle(qtbot,d)
            for _ in range(40):
                if people_of(library,w): break
                qtbot.wait(10)
            n=sorted(x.name for x in people_of(library,w))
            d.close()
        except Exception as e:
            n=f"{type(e).__name__} {e}"
        out.write(json.dumps([m,F.name,n],ensure_ascii=False)+"\n"); out.flush()
