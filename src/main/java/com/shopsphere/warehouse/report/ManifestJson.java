package com.shopsphere.warehouse.report;

/** Writes manifests as JSON. */
public final class ManifestJson {

  private ManifestJson() {}

  public static String write(RunManifest manifest) {
    return Json.write(manifest, Json.WRITER);
  }
}
