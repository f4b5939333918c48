//! Whether bytes without a magic number look like an encrypted package.

/// The bytes that are looked at.
pub(super) const LOOKED_AT: usize = 1 << 16;

/// An encrypted package has no magic; its bytes are as random as bytes can be, and its size less 48
/// is a multiple of 160 (measured on a real one).
pub(super) fn looks_encrypted(start: &[u8], size: u64) -> bool {
    size > 48 && (size - 48).is_multiple_of(160) && is_random(start)
}

/// Whether the bytes are spread as evenly as random bytes would be, given how many there are.
fn is_random(bytes: &[u8]) -> bool {
    if bytes.len() < 512 {
        return false;
    }
    let mut counts = [0u32; 256];
    for &byte in bytes {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let total = bytes.len() as f64;
    let entropy: f64 = counts
        .iter()
        .filter(|&&count| count > 0)
        .map(|&count| {
            let share = f64::from(count) / total;
            -share * share.log2()
        })
        .sum();
    // A sample of n random bytes falls short of 8 bits by 255 / (2 n ln 2) (Miller, Madow).
    let expected = 8.0 - 255.0 / (2.0 * total * std::f64::consts::LN_2);
    entropy > expected - 0.05
}

#[cfg(test)]
mod tests {
    use super::looks_encrypted;
    use sha2::{Digest, Sha256};

    fn random(length: usize) -> Vec<u8> {
        (0u32..).flat_map(|n| Sha256::digest(n.to_le_bytes())).take(length).collect()
    }

    #[test]
    fn random_bytes_of_the_right_size_look_encrypted_and_nothing_else_does() {
        assert!(looks_encrypted(&random(48 + 160 * 20), 48 + 160 * 20));
        assert!(looks_encrypted(&random(1 << 16), 48 + 160 * 5000));
        assert!(!looks_encrypted(&random(48 + 160 * 20 + 1), 48 + 160 * 20 + 1));
        let text = b"the quick brown fox ".repeat(1000);
        assert!(!looks_encrypted(&text, 48 + 160 * 20));
    }
}
