use std::fs::File;
use std::io;
use std::sync::Arc;

/// Random access to bytes, from any thread.
pub trait ReadAt: Send + Sync {
    /// The number of bytes there are.
    fn size(&self) -> u64;

    /// Fills `buffer` with the bytes from `offset` (from the start) on.
    ///
    /// # Errors
    /// Fails if the bytes end before the buffer is full, or as the source fails.
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
}

impl ReadAt for [u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let bytes = usize::try_from(offset)
            .ok()
            .and_then(|start| self.get(start..start.checked_add(buffer.len())?))
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(bytes);
        Ok(())
    }
}

impl ReadAt for Vec<u8> {
    fn size(&self) -> u64 {
        self.as_slice().size()
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.as_slice().read_exact_at(offset, buffer)
    }
}

macro_rules! through_pointer {
    ($($pointer:ty),*) => {$(
        impl<T: ReadAt + ?Sized> ReadAt for $pointer {
            fn size(&self) -> u64 {
                (**self).size()
            }

            fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
                (**self).read_exact_at(offset, buffer)
            }
        }
    )*};
}
through_pointer!(&T, Box<T>, Arc<T>);

/// A file read at positions. Its size is taken once, when it is made.
#[derive(Debug)]
pub struct FileAt {
    #[cfg(any(unix, windows))]
    file: File,
    #[cfg(not(any(unix, windows)))]
    file: std::sync::Mutex<File>,
    size: u64,
}

impl FileAt {
    /// Takes an open file.
    ///
    /// # Errors
    /// Fails if the size cannot be had.
    pub fn new(file: File) -> io::Result<FileAt> {
        let size = file.metadata()?.len();
        #[cfg(not(any(unix, windows)))]
        let file = std::sync::Mutex::new(file);
        Ok(FileAt { file, size })
    }

    /// Opens a file for reading.
    ///
    /// # Errors
    /// Fails if it cannot be opened.
    pub fn open(path: impl AsRef<std::path::Path>) -> io::Result<FileAt> {
        FileAt::new(File::open(path)?)
    }
}

impl ReadAt for FileAt {
    fn size(&self) -> u64 {
        self.size
    }

    #[cfg(unix)]
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, buffer, offset)
    }

    #[cfg(windows)]
    fn read_exact_at(&self, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
        use std::os::windows::fs::FileExt;
        while !buffer.is_empty() {
            match self.file.seek_read(buffer, offset) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => {
                    buffer = buffer.get_mut(count..).unwrap_or_default();
                    offset = offset.saturating_add(count as u64);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    #[cfg(not(any(unix, windows)))]
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        use std::io::{Read, Seek, SeekFrom};
        // A panic while the lock was held cannot have left the position in a state that matters.
        let mut file = self.file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(buffer)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn slices_refuse_what_they_do_not_hold() {
        let bytes: Arc<[u8]> = Arc::from(&b"abc"[..]);
        let mut buffer = [0; 2];
        bytes.read_exact_at(1, &mut buffer).unwrap();
        assert_eq!(&buffer, b"bc");
        for offset in [2, 3, 4, u64::MAX] {
            assert!(bytes.read_exact_at(offset, &mut buffer).is_err(), "{offset}");
        }
    }

    #[test]
    fn a_file_is_read_at_positions() {
        let file = FileAt::open(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
        let mut buffer = [0; 7];
        file.read_exact_at(1, &mut buffer).unwrap();
        assert_eq!(&buffer, b"package");
        assert!(file.read_exact_at(file.size() - 6, &mut buffer).is_err());
    }
}
