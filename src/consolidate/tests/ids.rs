//! Lasting ids over random sequences of runs: records come, go, are edited, their contacts merge and split, customers of
//! orders change their address, people are erased.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Records and customers that there may be.
const RECORDS: usize = 10;
const CUSTOMERS: usize = 4;

/// One run: for each record whether it is there, which contact it is put into, and whether it has its other address; for
/// each customer whose address it gives; and whom to erase before the run, if anybody.
#[derive(Debug, Clone)]
struct Step {
    records: Vec<Option<(u8, bool)>>,
    customers: Vec<Option<u8>>,
    erased: Option<prop::sample::Index>,
    /// Keeps the records and clusters of the run before, but for some.
    edits: Option<Vec<prop::sample::Index>>,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let record = prop::option::weighted(0.85, (0_u8..5, any::<bool>()));
    let step = (
        prop::collection::vec(record, RECORDS),
        prop::collection::vec(prop::option::weighted(0.7, 0_u8..(RECORDS as u8 + 3)), CUSTOMERS),
        prop::option::weighted(0.2, any::<prop::sample::Index>()),
        prop::option::weighted(0.6, prop::collection::vec(any::<prop::sample::Index>(), 0..4)),
    );
    let step = step.prop_map(|(records, customers, erased, edits)| Step { records, customers, erased, edits });
    prop::collection::vec(step, 2..7)
}

fn address(record: usize, other: bool) -> String {
    format!("person{record}{}@holz.example", if other { "b" } else { "" })
}

/// All records in both versions, validated once; rows are `2 * record + version`.
fn pool() -> DataFrame {
    let rows: Vec<Row> = (0..RECORDS * 2)
        .map(|at| {
            let source = if at / 2 % 3 == 0 { "crm" } else { "fair" };
            row(&[
                ("source", source),
                ("source_key", &(at / 2).to_string()),
                ("family_name", &format!("Weber{}", at / 2)),
                ("email", &address(at / 2, at % 2 == 1)),
            ])
        })
        .collect();
    leads_of(&rows)
}

fn orders(step: &Step) -> Option<DataFrame> {
    let line = |(at, known): (usize, &Option<u8>)| {
        let record = usize::from((*known)?);
        Some(row(&[
            ("source", "shop"),
            ("source_key", &at.to_string()),
            ("order_id", &at.to_string()),
            ("customer_id", &format!("cus_{at}x")),
            ("email", &address(record, false)),
            ("order_date", "2025-03-01"),
            ("quantity", "1"),
            ("unit_price", "3.00"),
        ]))
    };
    let lines: Vec<Row> = step.customers.iter().enumerate().filter_map(line).collect();
    (!lines.is_empty()).then(|| orders_of(&lines))
}

/// Run, event, id, other id, record.
type Event = (i32, String, String, Option<String>, Option<String>);

/// Everything about ids that a run leaves.
struct Seen {
    /// Members of each contact: records and customers.
    members: BTreeMap<String, BTreeSet<String>>,
    /// State and successor of each id.
    ledger: BTreeMap<String, (String, Option<String>)>,
    /// What happened to them.
    events: Vec<Event>,
}

impl Seen {
    fn of(made: &Consolidated) -> Self {
        let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (frame, member) in [(&made.leads, "record_id"), (&made.order_customers, "customer_key")] {
            for (id, member) in texts(frame, "contact_id").into_iter().zip(texts(frame, member)) {
                assert!(members.entry(id.unwrap()).or_default().insert(member.unwrap()));
            }
        }
        let (ids, frame) = (texts(&made.contact_ids, "id"), &made.contact_ids);
        let states = texts(frame, "state").into_iter().map(Option::unwrap).zip(texts(frame, "successor_id"));
        let ledger: BTreeMap<_, _> = ids.iter().cloned().map(Option::unwrap).zip(states).collect();
        assert_eq!(ledger.len(), ids.len(), "an id stands twice in the ledger");
        let frame = &made.id_events;
        let runs: Vec<i32> = frame.column("run").unwrap().i32().unwrap().iter().flatten().collect();
        let [event, id, other, record] = ["event", "id", "other_id", "record_id"].map(|name| texts(frame, name));
        let event = |at: usize| {
            let (event, id) = (event[at].clone().unwrap(), id[at].clone().unwrap());
            (runs[at], event, id, other[at].clone(), record[at].clone())
        };
        Self { members, ledger, events: (0..frame.height()).map(event).collect() }
    }

    /// Where an id leads to by the events: living contacts, and whether some of it ended for good.
    fn ends(&self, id: &str) -> (BTreeSet<String>, bool) {
        let (mut open, mut seen, mut living, mut over) = (vec![id.to_owned()], BTreeSet::new(), BTreeSet::new(), false);
        while let Some(id) = open.pop().filter(|id| seen.insert(id.clone())) {
            if self.members.contains_key(&id) {
                living.insert(id.clone());
            }
            for (_, event, from, to, _) in &self.events {
                if *from == id {
                    over |= event == "retire" || event == "erase";
                    open.extend(to.clone().filter(|_| event != "mint"));
                }
            }
        }
        (living, over)
    }
}

/// Erases a contact as `leadloom forget` does: its rows go, its id ends.
fn erase(previous: &mut Previous, id: &str) {
    let without = |frame: &DataFrame| {
        let mask: BooleanChunked =
            texts(frame, "contact_id").iter().map(|of| Some(of.as_deref() != Some(id))).collect();
        frame.filter(&mask).unwrap()
    };
    previous.leads = without(&previous.leads);
    previous.order_customers = without(&previous.order_customers);
    let ids = texts(&previous.contact_ids, "id");
    let states = texts(&previous.contact_ids, "state").into_iter().zip(&ids);
    let state = states.map(|(state, own)| if own.as_deref() == Some(id) { Some("erased".to_owned()) } else { state });
    let state = text_column("state", state);
    previous.contact_ids.with_column(state).unwrap();
    let run = previous.id_events.column("run").unwrap().i32().unwrap().max().unwrap_or(0);
    let one = previous.id_events.head(Some(1));
    let event = df!("run" => [run], "event" => ["erase"], "id" => [id], "other_id" => [None::<&str>], "record_id" => [None::<&str>]);
    let mut event = event.unwrap();
    event.with_column(one.column("as_of").unwrap().clone()).unwrap();
    previous.id_events.vstack_mut(&event.select(previous.id_events.get_column_names_owned()).unwrap()).unwrap();
}

/// What must hold between two runs; `erased` lost its id on the way.
fn check(before: &Seen, after: &Seen, erased: Option<&str>, run: i32) {
    let new: Vec<_> = after.events.iter().filter(|event| event.0 == run).collect();
    let has = |event: &str, id: &str| new.iter().any(|known| known.1 == event && known.2 == id);
    for (id, (state, successor)) in &after.ledger {
        let lives = after.members.contains_key(id);
        assert_eq!(state == "active", lives, "{id} is {state}");
        match before.ledger.get(id).map(|(state, _)| state.as_str()) {
            None => assert!(has("mint", id), "{id} was not minted"),
            Some("active") => assert!(!has("mint", id), "{id} was minted twice"),
            Some(ended) => assert!(ended == state && !lives, "{id} came back from {ended} as {state}"),
        }
        assert!(
            successor.as_ref().is_none_or(|next| after.members.contains_key(next)),
            "the successor of {id} is gone"
        );
        let (living, over) = after.ends(id);
        assert!(!living.is_empty() || over, "nothing tells what became of {id}");
        assert!(successor.as_ref().is_none_or(|next| living.contains(next)), "events and ledger differ about {id}");
    }
    for id in before.ledger.keys() {
        assert!(after.ledger.contains_key(id), "{id} is forgotten");
    }
    for (id, members) in before.members.iter().filter(|(id, _)| Some(id.as_str()) != erased) {
        let now = after.members.iter().find(|(_, now)| *now == members);
        assert!(now.is_none_or(|(now, _)| now == id), "{members:?} stayed together and changed from {id}");
        for member in members {
            let now = after.members.iter().find(|(_, now)| now.contains(member)).map(|(now, _)| now);
            let told = new.iter().any(|(_, event, from, to, record)| {
                event == "move"
                    && from == id
                    && to.as_ref() == now
                    && record.as_ref().is_none_or(|record| record == member)
            });
            assert_eq!(now.is_some_and(|now| now != id), told && now.is_some(), "{member} of {id} is in {now:?}");
        }
        if !after.members.contains_key(id) {
            let moved = members.iter().any(|member| after.members.values().any(|now| now.contains(member)));
            assert_eq!((has("merge", id), has("retire", id)), (moved, !moved), "{id} with {members:?} ended");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn ids_last_over_random_runs(steps in steps()) {
        let pool = pool();
        let master = SourceTrust { name: "crm".into(), trust: None, master: true };
        let mut world = World { sources: vec![master], ..World::default() };
        let (mut before, mut chosen): (Option<Seen>, Vec<Option<(u8, bool)>>) = (None, Vec::new());
        for step in &steps {
            // An edited run is the one before but for the records that the edits name.
            chosen = match (&step.edits, chosen.is_empty()) {
                (Some(edits), false) => {
                    for edit in edits {
                        let at = edit.index(RECORDS);
                        chosen[at] = step.records[at];
                    }
                    chosen
                }
                _ => step.records.clone(),
            };
            // A run in which nothing happens to an id takes no number.
            let run = before.iter().flat_map(|seen: &Seen| &seen.events).map(|event| event.0).max().unwrap_or(0) + 1;
            let mut erased = None;
            if let (Some(previous), Some(before), Some(index)) = (&mut world.previous, &before, &step.erased)
                && !before.members.is_empty()
            {
                let id = index.get(&before.members.keys().cloned().collect::<Vec<_>>()).clone();
                erase(previous, &id);
                erased = Some(id);
            }
            let there: Vec<(usize, u8, bool)> =
                chosen.iter().enumerate().filter_map(|(at, is)| is.map(|(group, other)| (at, group, other))).collect();
            let rows = IdxCa::from_vec(
                "row".into(),
                there.iter().map(|&(at, _, other)| (at * 2 + usize::from(other)) as IdxSize).collect(),
            );
            let leads = pool.take(&rows).unwrap();
            let clusters = numbered(there.iter().map(|&(_, group, _)| group));
            world.orders = orders(step);
            let made = world.consolidate(&leads, &clusters);
            let ids = texts(&made.contacts, "contact_id");
            let after = Seen::of(&made);
            prop_assert_eq!(&ids.iter().cloned().map(Option::unwrap).collect::<BTreeSet<_>>(),
                            &after.members.keys().cloned().collect());
            prop_assert_eq!(ids.len(), after.members.len(), "two contacts share an id");
            let nothing = Seen { members: BTreeMap::new(), ledger: BTreeMap::new(), events: Vec::new() };
            let known = before.as_ref().unwrap_or(&nothing);
            let mut known_ledger = known.ledger.clone();
            if let Some(entry) = erased.as_ref().and_then(|id| known_ledger.get_mut(id)) {
                entry.0 = "erased".to_owned();
            }
            let known = Seen { members: known.members.clone(), ledger: known_ledger, events: Vec::new() };
            check(&known, &after, erased.as_deref(), run);
            before = Some(after);
            world.previous = Some(Previous {
                leads: made.leads.select(["record_id", "contact_id"]).unwrap(),
                contact_ids: made.contact_ids,
                id_events: made.id_events,
                order_customers: made.order_customers,
            });
        }
    }
}
