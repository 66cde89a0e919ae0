//! How well a record can be used: 0..100.
//!
//! Name 25, company or address 20 (the better one), e-mail 30, phone or mobile 25 (the better one). A usable value (valid
//! or corrected) earns all of it, a suspect one half (rounded down), everything else nothing; contradictions between them
//! take points off.

use crate::kernel::verdict::Status;

/// The statuses that count.
#[derive(Debug, Clone, Copy)]
pub struct Statuses {
    /// Name.
    pub name: Status,
    /// Company name.
    pub company: Status,
    /// Postal address.
    pub address: Status,
    /// E-mail address.
    pub email: Status,
    /// Phone number.
    pub phone: Status,
    /// Mobile number.
    pub mobile: Status,
}

/// The quality of a record by its parts, which add up to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quality {
    /// 0..25
    pub name: i32,
    /// 0..20
    pub place: i32,
    /// 0..30
    pub email: i32,
    /// 0..25
    pub phone: i32,
    /// Contradictions between them, 0 or less.
    pub conflicts: i32,
}

impl Quality {
    /// Judges a record; `costs` are the points its contradictions cost. An organisation needs no person: its company name
    /// counts as its name.
    pub fn of(statuses: &Statuses, is_organisation: bool, costs: i32) -> Self {
        let Statuses { name, company, address, email, phone, mobile } = *statuses;
        let (name, place) = if is_organisation { (company, address) } else { (name, company.min(address)) };
        let points = |status, all| share(status) * all / 2;
        let (name, place, email, phone) =
            (points(name, 25), points(place, 20), points(email, 30), points(phone.min(mobile), 25));
        let conflicts = -costs.min(name + place + email + phone);
        Self { name, place, email, phone, conflicts }
    }

    /// 0..100
    pub const fn total(self) -> i32 {
        self.name + self.place + self.email + self.phone + self.conflicts
    }
}

/// Halves earned by a value.
const fn share(status: Status) -> i32 {
    match status {
        Status::Valid | Status::Corrected => 2,
        Status::Suspect => 1,
        Status::Invalid | Status::Missing => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(statuses: &Statuses, is_organisation: bool) -> i32 {
        Quality::of(statuses, is_organisation, 0).total()
    }

    #[test]
    fn everything_usable_is_a_hundred_and_nothing_is_none() {
        let all = |status| Statuses {
            name: status,
            company: status,
            address: status,
            email: status,
            phone: status,
            mobile: status,
        };
        assert_eq!(total(&all(Status::Valid), false), 100);
        assert_eq!(total(&all(Status::Corrected), true), 100);
        assert_eq!(total(&all(Status::Suspect), false), 49);
        assert_eq!(total(&all(Status::Missing), false), 0);
        assert_eq!(total(&all(Status::Invalid), true), 0);
    }

    #[test]
    fn the_better_of_two_counts() {
        let statuses = Statuses {
            name: Status::Valid,
            company: Status::Missing,
            address: Status::Valid,
            email: Status::Invalid,
            phone: Status::Invalid,
            mobile: Status::Valid,
        };
        assert_eq!(total(&statuses, false), 70);
        let parts = Quality::of(&statuses, false, 5);
        assert_eq!((parts.name, parts.place, parts.email, parts.phone, parts.conflicts), (25, 20, 0, 25, -5));
        assert_eq!((parts.total(), Quality::of(&statuses, false, 99).total()), (65, 0));
    }
}
