MsgBox "No longer used"
