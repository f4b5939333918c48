//! Services that give anybody an address for anything, by what they are. A host is meant with all
//! hosts below it.

/// Services that shorten addresses: where they lead can be changed.
pub(super) const SHORTENERS: &[&str] = &[
    "bit.do",
    "bit.ly",
    "bitly.com",
    "buff.ly",
    "cutt.ly",
    "goo.gl",
    "goo.su",
    "is.gd",
    "lnkd.in",
    "ow.ly",
    "qrco.de",
    "rb.gy",
    "rebrand.ly",
    "s.id",
    "shorturl.at",
    "short.gy",
    "surl.li",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "tr.im",
    "u.to",
    "urlz.fr",
    "v.gd",
    "x.gd",
];

/// Services that publish pasted texts.
pub(super) const PASTES: &[&str] = &[
    "0bin.net",
    "controlc.com",
    "dpaste.com",
    "dpaste.org",
    "ghostbin.co",
    "hastebin.com",
    "justpaste.it",
    "klgrth.io",
    "paste.ee",
    "paste.rs",
    "pastebin.com",
    "pastebin.pl",
    "pastecode.io",
    "privatebin.net",
    "rentry.co",
    "rentry.org",
    "snippet.host",
    "termbin.com",
    "textbin.net",
    "write.as",
];

/// Services that keep files of people without a name, mostly for a time.
pub(super) const FILE_HOSTS: &[&str] = &[
    "0x0.st",
    "1fichier.com",
    "4shared.com",
    "anonfiles.com",
    "api.telegram.org",
    "bashupload.com",
    "catbox.moe",
    "cdn.discordapp.com",
    "file.io",
    "filebin.net",
    "filemail.com",
    "gofile.io",
    "ix.io",
    "krakenfiles.com",
    "media.discordapp.net",
    "mediafire.com",
    "mega.co.nz",
    "mega.nz",
    "oshi.at",
    "pixeldrain.com",
    "send.vis.ee",
    "sendspace.com",
    "t.me",
    "temp.sh",
    "tmpfiles.org",
    "transfer.sh",
    "ufile.io",
    "uguu.se",
    "wetransfer.com",
    "workupload.com",
    "zippyshare.com",
];

/// Names that follow a line at somebody's home.
pub(super) const DYNAMIC: &[&str] = &[
    "3utilities.com",
    "bounceme.net",
    "changeip.org",
    "ddns.net",
    "ddnsfree.com",
    "ddnsking.com",
    "dnsalias.com",
    "duckdns.org",
    "dyndns.org",
    "dynu.net",
    "freedynamicdns.net",
    "freeddns.org",
    "giize.com",
    "gotdns.ch",
    "hopto.org",
    "loseyourip.com",
    "myddns.me",
    "myftp.biz",
    "myftp.org",
    "myvnc.com",
    "no-ip.biz",
    "no-ip.org",
    "noip.me",
    "ooguy.com",
    "redirectme.net",
    "serveftp.com",
    "servehttp.com",
    "sytes.net",
    "zapto.org",
];

/// Tunnels that lead to a computer anywhere.
pub(super) const TUNNELS: &[&str] = &[
    "bore.pub",
    "serveo.net",
    "devtunnels.ms",
    "localhost.run",
    "localtunnel.me",
    "loca.lt",
    "lhr.life",
    "ngrok-free.app",
    "ngrok-free.dev",
    "ngrok.app",
    "ngrok.dev",
    "ngrok.io",
    "pinggy.io",
    "pagekite.me",
    "portmap.io",
    "trycloudflare.com",
];

/// Whether a host is one of these, or below one.
pub(super) fn is_one_of(host: &str, list: &[&str]) -> bool {
    list.iter().any(|known| {
        host == *known || host.strip_suffix(known).is_some_and(|below| below.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_meant_with_all_below_it_and_nothing_else() {
        assert!(is_one_of("bit.ly", SHORTENERS) && is_one_of("a.b.ngrok.io", TUNNELS));
        assert!(!is_one_of("orbit.ly", SHORTENERS) && !is_one_of("t.contoso.example", SHORTENERS));
    }
}
