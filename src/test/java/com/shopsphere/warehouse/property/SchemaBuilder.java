package com.shopsphere.warehouse.property;

import com.shopsphere.warehouse.property.Link.Form;
import com.shopsphere.warehouse.property.Schema.Folding;
import com.shopsphere.warehouse.property.Schema.SchemaColumn;
import com.shopsphere.warehouse.property.Schema.SchemaTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a schema of a draw. */
final class SchemaBuilder {

  /** Unlike any role, which is in lower case: a fold that names a role would win over bounds. */
  private static final List<String> NAMES =
      List.of("Grain", "Ant", "Bee", "Cat", "Dog", "Elk", "Fox");

  /** The folding of tables by their number; most are folded somehow. */
  private static final List<Folding> FOLDINGS =
      List.of(
          Folding.NONE,
          Folding.NEST,
          Folding.PICK_FIRST,
          Folding.AGGREGATE,
          Folding.FLATTEN,
          Folding.PICK_LAST,
          Folding.NEST,
          Folding.LEAVE_OUT);

  /** A foreign key to a bridge has as many columns; MySQL admits 16. */
  private static final int WIDEST_KEY = 8;

  /** A table to which columns are added. */
  private static final class Building {
    final Draw.OfTable draw;
    final String name;
    final List<SchemaColumn> columns = new ArrayList<>();
    final List<String> primaryKey = new ArrayList<>();
    final List<List<String>> uniqueKeys = new ArrayList<>();
    final List<String> distinct = new ArrayList<>();

    Building(Draw.OfTable draw, String name) {
      this.draw = draw;
      this.name = name;
    }

    String add(String column, Kind kind, boolean nullable) {
      columns.add(new SchemaColumn(column, kind, nullable));
      return column;
    }

    Kind kind(String column) {
      return columns.stream()
          .filter(one -> one.name().equals(column))
          .findFirst()
          .orElseThrow()
          .kind();
    }
  }

  private final Draw draw;
  private final List<Building> tables = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Set<String> claimed = new HashSet<>();

  private SchemaBuilder(Draw draw) {
    this.draw = draw;
  }

  static Schema build(Draw draw) {
    return new SchemaBuilder(draw).build();
  }

  private Schema build() {
    for (Draw.OfTable table : draw.tables()) {
      add(table);
    }
    for (Draw.OfLink extra : draw.extras()) {
      Form form = extra.form();
      boolean plain =
          form == Form.SHARED_KEY || form == Form.BRIDGE || form == Form.REFERENCED_BY_CODE;
      link(plain ? Form.REFERENCING : form, extra, earlier(extra.from()), earlier(extra.to()));
    }
    return new Schema(tables.stream().map(this::table).toList(), links, draw.settings());
  }

  private Building earlier(int number) {
    return tables.get(number % tables.size());
  }

  private void add(Draw.OfTable table) {
    Building built = new Building(table, NAMES.get(tables.size()));
    Form form = tables.isEmpty() ? Form.REFERENCED : table.link().form();
    boolean keyed = form == Form.SHARED_KEY || (form == Form.BRIDGE && fits(table.link()));
    if (keyed) {
      keyOfOthers(form, table.link(), built);
    } else {
      ownKey(table, built);
    }
    for (int i = 0; i < table.payloads().size(); i++) {
      built.add("p" + i, Kind.OF_PAYLOADS.get(table.payloads().get(i)), true);
    }
    if (!tables.isEmpty() && !keyed) {
      link(
          form == Form.BRIDGE ? Form.REFERENCING : form,
          table.link(),
          earlier(table.link().from()),
          built);
    }
    tables.add(built);
  }

  private boolean fits(Draw.OfLink link) {
    return earlier(link.from()).primaryKey.size() + earlier(link.to()).primaryKey.size()
        <= WIDEST_KEY;
  }

  private static void ownKey(Draw.OfTable table, Building built) {
    built.primaryKey.add(built.add("id", Kind.OF_KEYS.get(table.key().get(0)), false));
    if (table.key().size() > 1) {
      built.primaryKey.add(built.add("sub", Kind.OF_KEYS.get(table.key().get(1)), false));
    }
  }

  private void keyOfOthers(Form form, Draw.OfLink link, Building built) {
    Building first = earlier(link.from());
    built.primaryKey.addAll(foreignKey(built, first, first.primaryKey, form, false));
    if (form == Form.BRIDGE) {
      Building second = earlier(link.to());
      built.primaryKey.addAll(foreignKey(built, second, second.primaryKey, form, false));
    }
  }

  private void link(Form form, Draw.OfLink link, Building earlier, Building other) {
    switch (form) {
      case REFERENCED_BY_CODE -> {
        String code = other.add("code", Kind.OF_KEYS.get(other.draw.key().get(0)), link.nullable());
        other.uniqueKeys.add(List.of(code));
        foreignKey(earlier, other, List.of(code), form, true);
      }
      case REFERENCING -> foreignKey(other, earlier, earlier.primaryKey, form, link.nullable());
      case UNIQUE -> foreignKey(other, earlier, earlier.primaryKey, form, link.nullable());
      case REFERENCING_ITSELF -> {
        foreignKey(earlier, other, other.primaryKey, Form.REFERENCED, link.nullable());
        foreignKey(other, other, other.primaryKey, form, true);
      }
      case CLAIMED_ONE, CLAIMED_MANY -> claimed(form, link, earlier, other);
      default -> foreignKey(earlier, other, other.primaryKey, Form.REFERENCED, link.nullable());
    }
  }

  /** Columns in one table that hold a key of another. */
  private List<String> foreignKey(
      Building from, Building to, List<String> key, Form form, boolean nullable) {
    String prefix = "f%d_".formatted(links.size());
    List<String> referenced = List.copyOf(key);
    List<String> columns =
        referenced.stream()
            .map(column -> from.add(prefix + column, to.kind(column), nullable || from == to))
            .toList();
    if (form == Form.UNIQUE) {
      from.uniqueKeys.add(columns);
    }
    boolean unique = form == Form.UNIQUE || form == Form.SHARED_KEY;
    links.add(new Link(from.name, columns, to.name, referenced, form, unique));
    return columns;
  }

  /** One relation from a table to another may be claimed, since a second has the same origin. */
  private void claimed(Form form, Draw.OfLink link, Building from, Building to) {
    if (from == to || !claimed.add(from.name + " " + to.name)) {
      foreignKey(from, to, to.primaryKey, Form.REFERENCED, true);
      return;
    }
    String name = "c" + links.size();
    if (form == Form.CLAIMED_MANY) {
      String key = from.primaryKey.get(0);
      String code = to.add(name, comparable(from.kind(key), link), true);
      links.add(new Link(from.name, List.of(key), to.name, List.of(code), form, false));
      return;
    }
    boolean proved = link.nullable() && to.primaryKey.size() == 1;
    String key =
        proved ? to.primaryKey.get(0) : to.add(name, Kind.OF_KEYS.get(to.draw.key().get(0)), true);
    if (!proved) {
      to.distinct.add(key);
    }
    String column = from.add(name + "_of", comparable(to.kind(key), link), true);
    links.add(new Link(from.name, List.of(column), to.name, List.of(key), form, false));
  }

  private static Kind comparable(Kind kind, Draw.OfLink link) {
    List<Kind> kinds = kind.comparable();
    return kinds.get(link.foreign() % kinds.size());
  }

  private SchemaTable table(Building built) {
    Draw.OfTable table = built.draw;
    List<String> names = built.columns.stream().map(SchemaColumn::name).toList();
    boolean grain = built == tables.get(0);
    List<String> leftOut =
        table.leftOut().stream()
            .map(number -> names.get(number % names.size()))
            .filter(name -> !(grain && built.primaryKey.contains(name)))
            .toList();
    Folding folding = FOLDINGS.get(table.fold());
    boolean possible = folding != Folding.FLATTEN || !isMany(built.name);
    return new SchemaTable(
        built.name,
        List.copyOf(built.columns),
        List.copyOf(built.primaryKey),
        List.copyOf(built.uniqueKeys),
        List.copyOf(built.distinct),
        possible ? folding : Folding.NONE,
        names.get(table.foldBy() % names.size()),
        leftOut,
        table.rows());
  }

  /** Whether a relation leads to several rows of a table. */
  private boolean isMany(String table) {
    Stream<Link> several =
        links.stream()
            .filter(
                link ->
                    link.declared()
                        ? link.from().equals(table) && !link.unique()
                        : link.to().equals(table) && link.form() == Form.CLAIMED_MANY);
    return several.findAny().isPresent();
  }
}
