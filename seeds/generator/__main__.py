"""Writes the demo's files to seeds/sample_exports: ``python -m seeds.generator``."""

from seeds.generator.exports import SAMPLE_EXPORTS, write_exports

if __name__ == "__main__":
    written = write_exports()
    kilobytes = sum(len(export.content) for export in written) // 1024
    print(f"Wrote {len(written)} files ({kilobytes} kB) and manifest.csv to {SAMPLE_EXPORTS.name}.")
