-- What analysis adds to the thirteen tables: regions, categories and the price that a line was sold at.
-- MySQL has no ADD COLUMN IF NOT EXISTS, so each change asks information_schema first.

CREATE TABLE IF NOT EXISTS `region` (
  `regionID` INT UNSIGNED NOT NULL,
  `region_name` VARCHAR(75) NOT NULL,
  `currency` CHAR(3) NOT NULL,
  PRIMARY KEY (`regionID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `category` (
  `categoryID` INT UNSIGNED NOT NULL,
  `parent_categoryID` INT UNSIGNED NULL,
  `category_name` VARCHAR(75) NOT NULL,
  PRIMARY KEY (`categoryID`),
  KEY `category_parent` (`parent_categoryID`),
  CONSTRAINT `category_parent` FOREIGN KEY (`parent_categoryID`) REFERENCES `category` (`categoryID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

SET @addition = IF(
  (SELECT COUNT(*) FROM information_schema.columns
   WHERE table_schema = DATABASE() AND table_name = 'order' AND column_name = 'regionID') > 0,
  'DO 0',
  'ALTER TABLE `order`
     ADD COLUMN `regionID` INT UNSIGNED NULL,
     ADD KEY `order_region` (`regionID`),
     ADD CONSTRAINT `order_region` FOREIGN KEY (`regionID`) REFERENCES `region` (`regionID`)');
PREPARE addition FROM @addition;
EXECUTE addition;
DEALLOCATE PREPARE addition;

SET @addition = IF(
  (SELECT COUNT(*) FROM information_schema.columns
   WHERE table_schema = DATABASE() AND table_name = 'order_item' AND column_name = 'unit_price') > 0,
  'DO 0',
  'ALTER TABLE `order_item` ADD COLUMN `unit_price` DECIMAL(10,2) NULL');
PREPARE addition FROM @addition;
EXECUTE addition;
DEALLOCATE PREPARE addition;

SET @addition = IF(
  (SELECT COUNT(*) FROM information_schema.columns
   WHERE table_schema = DATABASE() AND table_name = 'product' AND column_name = 'categoryID') > 0,
  'DO 0',
  'ALTER TABLE `product`
     ADD COLUMN `categoryID` INT UNSIGNED NULL,
     ADD KEY `product_category` (`categoryID`),
     ADD CONSTRAINT `product_category` FOREIGN KEY (`categoryID`) REFERENCES `category` (`categoryID`)');
PREPARE addition FROM @addition;
EXECUTE addition;
DEALLOCATE PREPARE addition;
