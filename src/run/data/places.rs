//! Places out of the files that hold postal codes: GeoNames' dump, the PyPI package `countrystatecity-postal-codes`, and
//! any list with a header that our own reader understands.

use super::{DataError, Source, io_error};
use crate::ingest;
use crate::pipeline::plan::ReadOptions;
use crate::validate::postal::Place;
use polars::prelude::DataFrame;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// What the user knows about the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// ISO code for lists without a column of countries.
    pub country: Option<String>,
    /// The licence of the data.
    pub licence: Option<String>,
}

/// A place with its texts.
#[derive(Debug, Default)]
pub(super) struct Owned {
    country: String,
    code: String,
    name: String,
    region: String,
    position: Option<(f64, f64)>,
}

impl Owned {
    pub fn as_place(&self) -> Place<'_> {
        let Self { country, code, name, region, position } = self;
        Place { country, code, name, region, position: *position }
    }
}

/// Countries whose regions are written by code (or, for the first two, known by code).
const REGION_BY_CODE: &[&str] = &["DE", "AT", "CH", "US", "CA", "AU"];

/// Archives larger than this when unpacked are none of ours.
const LARGEST: u64 = 2 << 30;

/// Reads the places of a file and says where they come from.
pub(super) fn read(path: &Path, options: &Options) -> Result<(Source, Vec<Owned>), DataError> {
    let is = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let (licence, places) = if is("whl") || is("zip") { archive(path)? } else { ("", plain(path, options)?) };
    if places.is_empty() {
        let message = "holds no postal codes; read are GeoNames files (`DE.txt`, `DE.zip`, `allCountries.txt`), the package \
                       countrystatecity-postal-codes (`.whl`), and lists with a header for code, place and country";
        return Err(DataError::Content { path: path.to_owned(), message: message.to_owned() });
    }
    let mut countries: BTreeMap<String, usize> = BTreeMap::new();
    for place in &places {
        *countries.entry(place.country.clone()).or_default() += 1;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let licence = options.licence.clone().unwrap_or_else(|| licence.to_owned());
    Ok((Source { name, licence, countries }, places))
}

/// A text file: GeoNames' twelve columns, or a list with a header.
fn plain(path: &Path, options: &Options) -> Result<Vec<Owned>, DataError> {
    let bytes = fs::read(path).map_err(|error| io_error(path, error))?;
    match std::str::from_utf8(&bytes) {
        Ok(text) if text.lines().next().and_then(geonames_line).is_some() => Ok(geonames(text)),
        _ => listed(path, options),
    }
}

fn geonames(text: &str) -> Vec<Owned> {
    text.lines().filter_map(geonames_line).collect()
}

/// country, code, place, state and its code, county and its code, community and its code, latitude, longitude, accuracy.
fn geonames_line(line: &str) -> Option<Owned> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [country, code, name, state, state_code, _, _, _, _, north, east, _] = cells.as_slice() else { return None };
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_country || code.is_empty() {
        return None;
    }
    let by_code = REGION_BY_CODE.contains(country);
    Some(Owned {
        country: (*country).to_owned(),
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        region: if by_code { state_code } else { state }.to_string(),
        position: north.parse().ok().zip(east.parse().ok()),
    })
}

/// One row of the package.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Packaged {
    code: String,
    country_code: String,
    state_code: Option<String>,
    locality_name: Option<String>,
    /// `full`, or `area` for the start of a code.
    #[serde(rename = "type")]
    extent: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl Packaged {
    fn into_place(self) -> Option<Owned> {
        if self.extent.is_some_and(|extent| extent != "full") {
            return None;
        }
        let by_code = REGION_BY_CODE.contains(&self.country_code.as_str());
        Some(Owned {
            region: self.state_code.filter(|_| by_code).unwrap_or_default(),
            country: self.country_code,
            code: self.code,
            name: self.locality_name.unwrap_or_default(),
            position: self.latitude.zip(self.longitude),
        })
    }
}

/// A zip of GeoNames, or the package. With the licence the archive is known for.
fn archive(path: &Path) -> Result<(&'static str, Vec<Owned>), DataError> {
    let broken = |error: String| DataError::Content { path: path.to_owned(), message: format!("is damaged: {error}") };
    let file = File::open(path).map_err(|error| io_error(path, error))?;
    let mut zip = zip::ZipArchive::new(file).map_err(|error| broken(error.to_string()))?;
    let (mut licence, mut places) = ("", Vec::new());
    for at in 0..zip.len() {
        let member = zip.by_index(at).map_err(|error| broken(error.to_string()))?;
        let name = member.name().to_owned();
        let is_packaged = name.ends_with("/postcodes.json");
        if !is_packaged && !name.ends_with(".txt") {
            continue;
        }
        let mut text = String::new();
        member.take(LARGEST).read_to_string(&mut text).map_err(|error| broken(error.to_string()))?;
        if is_packaged {
            let rows: Vec<Packaged> =
                serde_json::from_str(&text).map_err(|error| broken(format!("{name}: {error}")))?;
            places.extend(rows.into_iter().filter_map(Packaged::into_place));
            licence = "ODbL-1.0";
        } else if text.lines().next().and_then(geonames_line).is_some() {
            places.extend(geonames(&text));
            licence = "CC-BY-4.0";
        }
    }
    Ok((licence, places))
}

/// A list with a header for code, place and, unless told, country; region, where it has one.
fn listed(path: &Path, options: &Options) -> Result<Vec<Owned>, DataError> {
    let content = |message: String| DataError::Content { path: path.to_owned(), message };
    let mut places = Vec::new();
    for sheet in ingest::inspect_with(path, &ReadOptions::default(), None).map_err(|e| content(e.to_string()))? {
        let column = |field: &str| sheet.columns.iter().position(|column| column.canonical == Some(field));
        let Some(code) = column("postal_code") else { continue };
        let (name, region, country) = (column("city"), column("region"), column("country"));
        if country.is_none() && options.country.is_none() {
            return Err(content("has no column of countries; name the country with --country".to_owned()));
        }
        for row in 0..sheet.frame.height() {
            let cell = |at: Option<usize>| at.and_then(|at| text(&sheet.frame, at, row)).unwrap_or_default();
            let country = match cell(country) {
                "" => options.country.as_deref().unwrap_or_default(),
                country => country,
            };
            places.push(Owned {
                country: country.to_ascii_uppercase(),
                code: cell(Some(code)).to_owned(),
                name: cell(name).to_owned(),
                region: cell(region).to_owned(),
                position: None,
            });
        }
    }
    places.retain(|place| place.country.len() == 2 && !place.code.is_empty());
    Ok(places)
}

fn text(frame: &DataFrame, column: usize, row: usize) -> Option<&str> {
    frame.columns().get(column)?.str().ok()?.get(row)
}
