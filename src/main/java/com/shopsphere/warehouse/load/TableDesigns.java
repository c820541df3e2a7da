package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.catalog.Comments;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.merge.UnifiedField;
import com.shopsphere.warehouse.merge.UnifiedSchema;
import com.shopsphere.warehouse.plan.MergeTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the tables of a run are to be, by its plan. */
public final class TableDesigns {

  private TableDesigns() {}

  /** The unified table, with the source's comments on the columns that are its own. */
  public static TableDesign unified(MergeTree tree, TypeMapping types, Comments comments) {
    UnifiedSchema schema = UnifiedSchema.of(tree, types);
    Map<String, String> descriptions = new TreeMap<>();
    describe(schema.fields(), "", comments, descriptions);
    return new TableDesign(
        schema.type(), tree.grainColumns(), comments.of(tree.root().table()), descriptions);
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
