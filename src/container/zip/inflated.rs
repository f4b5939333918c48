//! A deflated file that is read at any place, in memory that hardly grows with it.

use std::sync::{Arc, Mutex, PoisonError};

use miniz_oxide::{
    DataFormat, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};
use ppkglint_wim::ReadAt;

use super::super::part::Window;
use super::unpack::Allowance;

/// What is unpacked at once, and how far apart the places are that unpacking can begin at. Such a
/// place takes 43 KB.
const BLOCK: u64 = if cfg!(fuzzing) { 1 << 9 } else { 2 << 20 };

/// Blocks that are kept: who reads a package goes back and forth between tables and what they tell.
const KEPT: usize = 4;

/// What is read of the archive at once.
const INPUT: u64 = 1 << 16;

/// A deflated file. It was unpacked once, and the decoder's state kept at the start of each block.
pub(super) struct Inflated {
    deflated: Window,
    size: u64,
    points: Vec<Point>,
    /// The blocks used last, by their numbers, the latest first.
    blocks: Mutex<Vec<(usize, Vec<u8>)>>,
    allowance: Arc<Allowance>,
}

/// Where unpacking can begin.
#[derive(Clone)]
struct Point {
    state: Box<InflateState>,
    /// The next of the deflated bytes.
    at: u64,
}

impl Inflated {
    /// Unpacks the file once, to know where its blocks begin and whether it is whole.
    pub(super) fn new(
        deflated: Window,
        size: u64,
        checksum: u32,
        allowance: &Arc<Allowance>,
    ) -> std::io::Result<Self> {
        let mut point = Point { state: InflateState::new_boxed(DataFormat::Raw), at: 0 };
        let mut points = vec![];
        let mut sum = crc32fast::Hasher::new();
        let mut block = vec![];
        let mut done = 0;
        while done < size {
            points.push(point.clone());
            allowance.spend_here(BLOCK.min(size - done))?;
            block.resize(BLOCK.min(size - done) as usize, 0);
            point.fill(&deflated, &mut block)?;
            sum.update(&block);
            done += block.len() as u64;
        }
        if point.inflate(&deflated, &mut [0])? != 0 {
            return Err(invalid("it is larger than the ZIP archive records"));
        }
        if sum.finalize() != checksum {
            return Err(invalid("Invalid checksum"));
        }
        let allowance = Arc::clone(allowance);
        Ok(Self { deflated, size, points, blocks: Mutex::new(vec![]), allowance })
    }

    fn unpack(&self, number: usize) -> std::io::Result<Vec<u8>> {
        let start = (number as u64).saturating_mul(BLOCK);
        let length = self.size.saturating_sub(start).min(BLOCK);
        let mut point = self.points.get(number).ok_or(std::io::ErrorKind::UnexpectedEof)?.clone();
        self.allowance.spend_here(length)?;
        let mut block = vec![0; length as usize];
        point.fill(&self.deflated, &mut block)?;
        Ok(block)
    }
}

impl ReadAt for Inflated {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_exact_at(&self, offset: u64, mut buffer: &mut [u8]) -> std::io::Result<()> {
        let end = offset.checked_add(buffer.len() as u64).filter(|end| *end <= self.size);
        if end.is_none() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut at = offset;
        while !buffer.is_empty() {
            let number = usize::try_from(at / BLOCK).map_err(std::io::Error::other)?;
            match blocks.iter().position(|(kept, _)| *kept == number) {
                Some(place) => {
                    let kept = blocks.remove(place);
                    blocks.insert(0, kept);
                }
                None => {
                    blocks.truncate(KEPT - 1);
                    blocks.insert(0, (number, self.unpack(number)?));
                }
            }
            // Less than a block.
            let bytes = blocks.first().and_then(|(_, block)| block.get((at % BLOCK) as usize..));
            let bytes = bytes.unwrap_or_default();
            let length = bytes.len().min(buffer.len());
            let (to, rest) = buffer.split_at_mut(length);
            let from = bytes.get(..length).filter(|bytes| !bytes.is_empty());
            to.copy_from_slice(from.ok_or(std::io::ErrorKind::UnexpectedEof)?);
            at = at.saturating_add(length as u64);
            buffer = rest;
        }
        Ok(())
    }
}

impl Point {
    /// Unpacks as many bytes as there is room for.
    fn fill(&mut self, deflated: &Window, output: &mut [u8]) -> std::io::Result<()> {
        let wanted = output.len();
        match self.inflate(deflated, output)? == wanted {
            true => Ok(()),
            false => Err(invalid("it is smaller than the ZIP archive records")),
        }
    }

    /// Unpacks as many bytes as there is room for, or as there are; returns how many.
    fn inflate(&mut self, deflated: &Window, output: &mut [u8]) -> std::io::Result<usize> {
        let mut input = vec![0; INPUT.min(deflated.size()) as usize];
        let mut done = 0;
        loop {
            let length = deflated.size().saturating_sub(self.at).min(input.len() as u64) as usize;
            let bytes = input.get_mut(..length).unwrap_or_default();
            deflated.read_exact_at(self.at, bytes)?;
            let mut rest = &*bytes;
            loop {
                let room = output.get_mut(done..).unwrap_or_default();
                if room.is_empty() {
                    return Ok(done);
                }
                let step = inflate(&mut self.state, rest, room, MZFlush::None);
                self.at = self.at.saturating_add(step.bytes_consumed as u64);
                rest = rest.get(step.bytes_consumed..).unwrap_or_default();
                done = done.saturating_add(step.bytes_written);
                match step.status {
                    Ok(MZStatus::StreamEnd) => return Ok(done),
                    Ok(_) if step.bytes_consumed > 0 || step.bytes_written > 0 => {}
                    // It waits for bytes that are not there.
                    Ok(_) | Err(miniz_oxide::MZError::Buf) if rest.is_empty() => break,
                    _ => return Err(invalid("it is no sound Deflate data")),
                }
            }
            if length == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

fn invalid(why: &'static str) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, why)
}
