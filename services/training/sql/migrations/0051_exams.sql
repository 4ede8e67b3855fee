-- The day of a class's exam, which may come after its last day.
ALTER TABLE training_class ADD COLUMN exam_date date;
ALTER TABLE training_class ADD CONSTRAINT training_class_exam CHECK (exam_date >= start_date);
