package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.catalog.Comments;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.merge.UnifiedField;
import com.shopsphere.warehouse.merge.UnifiedSchema;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the tables of a run are to be, by its plan. */
public final class TableDesigns {

  private TableDesigns() {}

  /** The unified table, with the source's comments on the columns that are its own. */
  public static TableDesign unified(
      String name, MergeTree tree, TypeMapping types, Comments comments) {
    Optional<String> comment = comments.of(tree.root().table());
    return design(name, UnifiedSchema.of(tree, types), tree.grainColumns(), comment, comments);
  }

  /** A table that is landed, with the source's comments. */
  public static TableDesign landed(LandedTable landed, TypeMapping types, Comments comments) {
    Optional<String> comment = comments.of(landed.table());
    return design(landed.name(), UnifiedSchema.of(landed, types), keyOf(landed), comment, comments);
  }

  /** The primary key, unless a column of it is left out. */
  private static List<String> keyOf(LandedTable landed) {
    List<String> columns = landed.table().primaryKey().map(UniqueKey::columns).orElse(List.of());
    List<String> published =
        columns.stream()
            .flatMap(name -> landed.node().column(name).stream())
            .flatMap(planned -> planned.output().stream())
            .toList();
    return published.size() == columns.size() ? published : List.of();
  }

  private static TableDesign design(
      String name,
      UnifiedSchema schema,
      List<String> key,
      Optional<String> comment,
      Comments comments) {
    Map<String, String> descriptions = new TreeMap<>();
    describe(schema.fields(), "", comments, descriptions);
    return new TableDesign(name, schema.type(), key, comment, descriptions);
  }

  private static void describe(
      List<UnifiedField> fields, String path, Comments comments, Map<String, String> descriptions) {
    for (UnifiedField field : fields) {
      List<UnifiedField> nested = field.origin().fields();
      Optional<String> comment =
          nested.isEmpty()
              ? field
                  .origin()
                  .column()
                  .flatMap(column -> comments.of(field.origin().node().table(), column))
              : comments.of(field.origin().node().table());
      comment.ifPresent(text -> descriptions.put(path + field.name(), text));
      describe(nested, path + field.name() + ".", comments, descriptions);
    }
  }
}
