package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.bigquery.TableField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of a table with those of a run behind them, at every depth. */
final class AddedColumns {

  private AddedColumns() {}

  /**
   * @param held columns of the table, which stay in their order
   * @param run columns of the run, of which those are added that the table has not
   */
  static List<TableField> to(List<TableField> held, List<TableField> run) {
    Map<String, TableField> added = new LinkedHashMap<>();
    run.forEach(field -> added.put(field.name(), field));
    List<TableField> fields = new ArrayList<>();
    for (TableField field : held) {
      TableField now = added.remove(field.name());
      fields.add(now == null ? field : widened(field, now));
    }
    fields.addAll(added.values());
    return fields;
  }

  private static TableField widened(TableField field, TableField now) {
    return new TableField(
        field.name(),
        field.type(),
        field.repeated(),
        field.required(),
        field.precision(),
        field.scale(),
        now.description().or(field::description),
        to(field.fields(), now.fields()));
  }
}
