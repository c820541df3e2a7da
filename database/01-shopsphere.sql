-- Shopsphere's thirteen operational tables, as the company runs them.
-- Creates what is missing and changes nothing that exists.

CREATE TABLE IF NOT EXISTS `customer` (
  `customerID` VARCHAR(36) NOT NULL,
  `first` VARCHAR(50) NOT NULL,
  `middle` VARCHAR(50) NULL,
  `last` VARCHAR(50) NOT NULL,
  `email` VARCHAR(255) NULL,
  PRIMARY KEY (`customerID`),
  KEY `customer_email` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `address` (
  `customerID` VARCHAR(36) NOT NULL,
  `postal_code` VARCHAR(25) NOT NULL,
  `street` VARCHAR(125) NOT NULL,
  `city` VARCHAR(125) NOT NULL,
  `province` VARCHAR(125) NULL,
  `country` VARCHAR(125) NOT NULL,
  PRIMARY KEY (`customerID`, `postal_code`),
  CONSTRAINT `address_customer` FOREIGN KEY (`customerID`) REFERENCES `customer` (`customerID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `phone_number` (
  `customerID` VARCHAR(36) NOT NULL,
  `phone` VARCHAR(20) NOT NULL,
  PRIMARY KEY (`customerID`, `phone`),
  CONSTRAINT `phone_number_customer` FOREIGN KEY (`customerID`) REFERENCES `customer` (`customerID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `supplier` (
  `supplierID` VARCHAR(36) NOT NULL,
  `supplier_name` VARCHAR(150) NOT NULL,
  `supplier_detail` TEXT NULL,
  PRIMARY KEY (`supplierID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `supplier_email` (
  `supplierID` VARCHAR(36) NOT NULL,
  `type` VARCHAR(75) NULL,
  `business_email` VARCHAR(175) NOT NULL,
  PRIMARY KEY (`supplierID`),
  CONSTRAINT `supplier_email_supplier` FOREIGN KEY (`supplierID`) REFERENCES `supplier` (`supplierID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `supplier_phone` (
  `supplierID` VARCHAR(36) NOT NULL,
  `business_phone` VARCHAR(20) NOT NULL,
  `type` VARCHAR(75) NULL,
  PRIMARY KEY (`supplierID`, `business_phone`),
  CONSTRAINT `supplier_phone_supplier` FOREIGN KEY (`supplierID`) REFERENCES `supplier` (`supplierID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `product` (
  `SKU` VARCHAR(36) NOT NULL,
  `supplierID` VARCHAR(36) NULL,
  `product_name` VARCHAR(75) NOT NULL,
  `description` TEXT NULL,
  `price` DECIMAL(10,2) NOT NULL,
  `inventory_count` INT NOT NULL,
  PRIMARY KEY (`SKU`),
  KEY `product_supplier` (`supplierID`),
  CONSTRAINT `product_supplier` FOREIGN KEY (`supplierID`) REFERENCES `supplier` (`supplierID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `order` (
  `orderID` VARCHAR(36) NOT NULL,
  `customerID` VARCHAR(36) NULL,
  `shipping_status` VARCHAR(75) NULL,
  `total_amount` DECIMAL(10,2) NOT NULL,
  `timestamp` TIMESTAMP NULL DEFAULT NULL,
  PRIMARY KEY (`orderID`),
  KEY `order_customer` (`customerID`),
  KEY `order_timestamp` (`timestamp`),
  CONSTRAINT `order_customer` FOREIGN KEY (`customerID`) REFERENCES `customer` (`customerID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `order_item` (
  `orderID` VARCHAR(36) NOT NULL,
  `SKU` VARCHAR(36) NOT NULL,
  `quantity` INT NOT NULL,
  PRIMARY KEY (`orderID`, `SKU`),
  KEY `order_item_product` (`SKU`),
  CONSTRAINT `order_item_order` FOREIGN KEY (`orderID`) REFERENCES `order` (`orderID`),
  CONSTRAINT `order_item_product` FOREIGN KEY (`SKU`) REFERENCES `product` (`SKU`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `payment` (
  `paymentID` VARCHAR(255) NOT NULL,
  `orderID` VARCHAR(255) NULL,
  `method` VARCHAR(75) NOT NULL,
  `amount` FLOAT NOT NULL,
  `status` VARCHAR(75) NOT NULL,
  PRIMARY KEY (`paymentID`),
  UNIQUE KEY `payment_order` (`orderID`),
  CONSTRAINT `payment_order` FOREIGN KEY (`orderID`) REFERENCES `order` (`orderID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `shipment` (
  `shipmentID` VARCHAR(36) NOT NULL,
  `orderID` VARCHAR(36) NULL,
  `delivery_method` VARCHAR(75) NULL,
  `delivery_status` VARCHAR(75) NULL,
  PRIMARY KEY (`shipmentID`),
  UNIQUE KEY `shipment_order` (`orderID`),
  CONSTRAINT `shipment_order` FOREIGN KEY (`orderID`) REFERENCES `order` (`orderID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `carrier` (
  `shipmentID` VARCHAR(36) NOT NULL,
  `phone` VARCHAR(20) NOT NULL,
  `first` VARCHAR(75) NOT NULL,
  `middle` VARCHAR(75) NULL,
  `last` VARCHAR(75) NOT NULL,
  PRIMARY KEY (`shipmentID`, `phone`),
  CONSTRAINT `carrier_shipment` FOREIGN KEY (`shipmentID`) REFERENCES `shipment` (`shipmentID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS `review` (
  `reviewID` VARCHAR(36) NOT NULL,
  `orderID` VARCHAR(36) NULL,
  `SKU` VARCHAR(36) NULL,
  `rating` INT NULL,
  `comment` TEXT NULL,
  `timestamp` TIMESTAMP NULL DEFAULT NULL,
  PRIMARY KEY (`reviewID`),
  KEY `review_line` (`orderID`, `SKU`),
  KEY `review_product` (`SKU`),
  CONSTRAINT `review_order` FOREIGN KEY (`orderID`) REFERENCES `order` (`orderID`),
  CONSTRAINT `review_product` FOREIGN KEY (`SKU`) REFERENCES `product` (`SKU`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
