//! How well a record can be used: 0..100.
//!
//! Name 25, company or address 20 (the better one), e-mail 30, phone or mobile 25 (the better one). A usable value (valid
//! or corrected) earns all of it, a suspect one half, everything else nothing.

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

/// The quality of a record. An organisation needs no person: its company name counts as its name.
pub fn quality(statuses: &Statuses, is_organisation: bool) -> i32 {
    let Statuses { name, company, address, email, phone, mobile } = *statuses;
    let (name, place) = if is_organisation { (company, address) } else { (name, company.min(address)) };
    (share(name) * 25 + share(place) * 20 + share(email) * 30 + share(phone.min(mobile)) * 25) / 2
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
        assert_eq!(quality(&all(Status::Valid), false), 100);
        assert_eq!(quality(&all(Status::Corrected), true), 100);
        assert_eq!(quality(&all(Status::Suspect), false), 50);
        assert_eq!(quality(&all(Status::Missing), false), 0);
        assert_eq!(quality(&all(Status::Invalid), true), 0);
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
        assert_eq!(quality(&statuses, false), 70);
    }
}
