// The RPCs of the training service, one line each; the handlers are in handlers/.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/training/v1/absence.grpc.pb.h"
#include "xianfeng/training/v1/class.grpc.pb.h"
#include "xianfeng/training/v1/course.grpc.pb.h"
#include "xianfeng/training/v1/credit.grpc.pb.h"
#include "xianfeng/training/v1/instructor.grpc.pb.h"
#include "xianfeng/training/v1/media.grpc.pb.h"
#include "xianfeng/training/v1/organization_life.grpc.pb.h"
#include "xianfeng/training/v1/plan.grpc.pb.h"
#include "xianfeng/training/v1/venue.grpc.pb.h"

namespace xf::training {

namespace v1 = xianfeng::training::v1;

using api::CountyName;
using VenueName = api::ResourceName<"venues">;
using InstructorName = api::ResourceName<"instructors">;
using CourseName = api::ResourceName<"courses">;
using PlanName = api::ResourceName<"plans">;
using ClassName = api::ResourceName<"classes">;
using SessionName = api::ResourceName<"sessions">;
using EnrolmentName = api::ResourceName<"enrolments">;
using AttendanceName = api::ResourceName<"attendances">;
using CreditAccountName = api::ResourceName<"creditAccounts">;
using CreditEntryName = api::ResourceName<"creditEntries">;
using AbsenceName = api::ResourceName<"absences">;
using ActivityName = api::ResourceName<"activities">;
using ChannelName = api::ResourceName<"channels">;
using ColumnName = api::ResourceName<"columns">;
using MemberName = api::ResourceName<"members">;

// handlers/venues.cc
class VenueService final : public rpc::Service<v1::VenueService> {
 public:
  RPC(CreateVenue)
  RPC(GetVenue)
  RPC(ListVenues)
  RPC(UpdateVenue)
  RPC(SearchVenues)
  RPC_READER(ImportVenues)
};

// handlers/instructors.cc
class InstructorService final : public rpc::Service<v1::InstructorService> {
 public:
  RPC(CreateInstructor)
  RPC(GetInstructor)
  RPC(ListInstructors)
  RPC(UpdateInstructor)
  RPC(SearchInstructors)
  RPC_READER(ImportInstructors)
};

// handlers/courses.cc
class CourseService final : public rpc::Service<v1::CourseService> {
 public:
  RPC(CreateCourse)
  RPC(GetCourse)
  RPC(ListCourses)
  RPC(UpdateCourse)
  RPC(SearchCourses)
};

// handlers/plans.cc
class PlanService final : public rpc::Service<v1::PlanService> {
 public:
  RPC(CreatePlan)
  RPC(GetPlan)
  RPC(ListPlans)
  RPC(ApprovePlan)
  RPC(PublishPlan)
};

// handlers/{classes,trainees,timetable,attendance,closing}.cc
class ClassService final : public rpc::Service<v1::ClassService> {
 public:
  RPC(CreateClass)
  RPC(GetClass)
  RPC(ListClasses)
  RPC(UpdateClass)
  RPC(EnrolTrainees)
  RPC(ListEnrolments)
  RPC(ScheduleSession)
  RPC(ListSessions)
  RPC(RecordAttendance)
  RPC_READER(ImportAttendance)
  RPC(CloseClass)
};

// handlers/absences.cc
class AbsenceService final : public rpc::Service<v1::AbsenceService> {
 public:
  RPC(RecordAbsence)
  RPC(ListAbsences)
};

// handlers/credits.cc
class CreditService final : public rpc::Service<v1::CreditService> {
 public:
  RPC(GetCreditAccount)
  RPC(ListCreditEntries)
  RPC(ListShortfalls)
};

// handlers/organization_life.cc
class OrganizationLifeService final : public rpc::Service<v1::OrganizationLifeService> {
 public:
  RPC(RecordActivity)
  RPC_READER(ImportActivities)
  RPC(ListActivities)
};

// handlers/media.cc
class MediaService final : public rpc::Service<v1::MediaService> {
 public:
  RPC(CreateChannel)
  RPC(GetChannel)
  RPC(ListChannels)
  RPC(UpdateChannel)
  RPC(CreateColumn)
  RPC(GetColumn)
  RPC(ListColumns)
  RPC(UpdateColumn)
};

}  // namespace xf::training
