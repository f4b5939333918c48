/* The same words, and nothing wrong:
   shell.Run("net user counter Vq7kelpAnchor /add"); */
var shell = new ActiveXObject("WScript.Shell");
var note = 'msiexec /i client.msi and cmd /c pause';
var left = 10, half = left / 2, share = half / 5; // shell.Run("format c:")
if (/net user .* \/add/i.test(note)) WScript.StdOut.WriteLine(note);
var pattern = new RegExp("shutdown");
pattern.exec("shutdown /r /t 0");
shell.Run("msiexec /i \"C:\\ProgramData\\Margie\\client.msi\" /qn /norestart", 1, true);
for (var tries = 0; tries < 10; tries++) {
    WScript.Sleep(500);
}
