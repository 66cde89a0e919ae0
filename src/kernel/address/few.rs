//! A short list on the stack, for the segments and tokens of a line; a long one goes to the heap.
//!
//! Not for items that are not plain copies. Costs no allocation for up to eight items.

/// Items that are kept without an allocation.
const FEW: usize = 8;

/// A list that grows; read as a slice.
#[derive(Debug, Default)]
pub(super) struct Few<T> {
    first: [T; FEW],
    len: usize,
    /// All of them, when they are more.
    many: Vec<T>,
}

impl<T: Copy> Few<T> {
    pub fn push(&mut self, item: T) {
        if let Some(slot) = self.first.get_mut(self.len) {
            *slot = item;
        } else {
            if self.many.is_empty() {
                self.many.extend_from_slice(&self.first);
            }
            self.many.push(item);
        }
        self.len += 1;
    }
}

impl<T> std::ops::Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        if self.len > FEW { &self.many } else { self.first.get(..self.len).unwrap_or(&[]) }
    }
}

impl<T> std::ops::DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        if self.len > FEW { &mut self.many } else { self.first.get_mut(..self.len).unwrap_or(&mut []) }
    }
}
